import { Group, Text } from '@mantine/core';
import { IconBan, IconCheck, IconEqualNot, IconEyeOff, IconGavel, IconMinus } from '@tabler/icons-react';
import type { FieldState, MovedSide } from '../generated/operations';
import { Value } from '../parts/value';
import type { ComparedField } from './compared';

const STATES: Readonly<
  Record<FieldState, { readonly says: string; readonly Icon: typeof IconCheck; readonly c: string }>
> = {
  DIFFERENT: { says: 'different', Icon: IconEqualNot, c: 'orange' },
  BLOCKED: { says: 'blocked', Icon: IconBan, c: 'red' },
  UNREADABLE: { says: 'unreadable', Icon: IconEyeOff, c: 'yellow' },
  DECIDED: { says: 'as somebody decided', Icon: IconGavel, c: 'grape' },
  EQUAL: { says: 'equal', Icon: IconCheck, c: 'teal' },
  NOT_COMPARED: { says: 'not compared', Icon: IconMinus, c: 'gray' },
};

const MOVED: Readonly<Record<MovedSide, string>> = {
  LEGACY: 'The legacy side changed since they last matched.',
  NEW: 'The new side changed since they last matched.',
  BOTH: 'Both sides changed since they last matched.',
  UNKNOWN: 'Never seen matching: which side changed is not known.',
};

interface FieldStateMarkProps {
  readonly field: ComparedField;
  /** The stored bytes of a value that is no text; null: there is none, or it is masked. */
  readonly bytes: string | null;
}

/** How a field stands, by icon and word, and what is known of why. */
export function FieldStateMark({ field: { state, because, movedSide }, bytes }: FieldStateMarkProps) {
  const { says, Icon, c } = STATES[state];
  return (
    <>
      <Group gap={4} wrap="nowrap">
        <Icon size={16} aria-hidden color={`var(--mantine-color-${c}-filled)`} />
        <Text size="sm" fw={500}>
          {says}
        </Text>
      </Group>
      {because !== null && <Text size="xs">{because}</Text>}
      {bytes !== null && (
        <Text size="xs" component="div">
          <Value text={null} bytes={bytes} />
        </Text>
      )}
      {movedSide !== null && (
        <Text size="xs" c="var(--page-muted)">
          {MOVED[movedSide]}
        </Text>
      )}
    </>
  );
}
