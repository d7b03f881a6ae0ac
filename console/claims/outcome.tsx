import { Group } from '@mantine/core';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ClaimsCheckedQuery } from '../generated/operations';

export type OutcomeName = ClaimsCheckedQuery['claims'][number]['outcome'];

/** By icon, word and colour: none of them is needed to understand the others. */
const LOOKS: Record<OutcomeName, { readonly color: string; readonly Icon: typeof IconCheck; readonly word: string }> = {
  FAILS: { color: 'red', Icon: IconX, word: 'fails' },
  NOT_DERIVABLE: { color: 'yellow', Icon: IconQuestionMark, word: 'not derivable' },
  HOLDS: { color: 'teal', Icon: IconCheck, word: 'holds' },
};

export const OUTCOMES = Object.keys(LOOKS) as OutcomeName[];
export const wordOf = (outcome: OutcomeName): string => LOOKS[outcome].word;

export function Outcome({ of }: { readonly of: OutcomeName }) {
  const { color, Icon, word } = LOOKS[of];
  return (
    <Group gap={6} wrap="nowrap" component="span">
      <Icon size={16} stroke={2.5} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
      {word}
    </Group>
  );
}
