import { Progress, Stack } from '@mantine/core';
import { Legend } from './legend';

const SIDES = { legacy: { name: 'legacy', color: 'gray' }, new: { name: 'new', color: 'indigo' } };

interface PairedBarsProps {
  /** Null: the legacy side has no such figure. */
  readonly legacy: number | null;
  readonly new: number;
  /** What fills the whole width. */
  readonly most: number;
}

/** The same figure of both sides, one above the other. The numbers stand beside it, so nothing is read out. */
export function PairedBars({ legacy, new: actual, most }: PairedBarsProps) {
  const share = (count: number): number => (most === 0 ? 0 : (count / most) * 100);
  return (
    <Stack gap={2} aria-hidden miw={120}>
      {legacy !== null && <Bar share={share(legacy)} color={SIDES.legacy.color} />}
      <Bar share={share(actual)} color={SIDES.new.color} />
    </Stack>
  );
}

const Bar = ({ share, color }: { readonly share: number; readonly color: string }) => (
  <Progress.Root size="sm" radius="xs">
    <Progress.Section value={share} color={color} withAria={false} />
  </Progress.Root>
);

export const PairedLegend = () => <Legend of={[SIDES.legacy, SIDES.new]} />;
