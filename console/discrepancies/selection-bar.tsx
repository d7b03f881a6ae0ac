import { Button, Group, Text } from '@mantine/core';
import { counted } from '../parts/number';
import { useMay } from '../shell/shell-context';
import type { Row } from './page-store';
import { WISHES, type Wish } from './wish';

interface SelectionBarProps {
  readonly rows: readonly Row[];
  readonly onWish: (wish: Wish) => void;
  readonly onClear: () => void;
  /** Why what was wished for is not possible; null: nothing was, or it is. */
  readonly refusal: string | null;
}

/** What is selected and what can be done with it, and why something cannot. Nothing is written from here. */
export function SelectionBar({ rows, onWish, onClear, refusal }: SelectionBarProps) {
  const may = useMay();
  const wishes = (['MIGRATE', 'RECONCILE', 'WAIVE'] as const).filter((wish) =>
    rows.length > 1 ? wish !== 'WAIVE' && may('startRun') : may(WISHES[wish].mutation),
  );
  return (
    <Group gap="xs" mih={rows.length > 0 || refusal !== null ? 34 : 0} mb={rows.length > 0 || refusal !== null ? 4 : 0}>
      <Text size="sm" fw={600} role="status">
        {rows.length > 0 && `${counted(rows.length, 'record')} selected`}
      </Text>
      {rows.length > 0 && (
        <>
          {wishes.map((wish) => (
            <Button key={wish} size="compact-sm" variant="default" onClick={() => onWish(wish)}>
              {WISHES[wish].verb}…
            </Button>
          ))}
          <Button size="compact-sm" variant="subtle" onClick={onClear}>
            Clear the selection
          </Button>
        </>
      )}
      <Text size="sm" role="status">
        {refusal}
      </Text>
    </Group>
  );
}
