import { Badge } from '@mantine/core';
import {
  IconBan,
  IconCheck,
  IconCircleMinus,
  IconCopy,
  IconEqualNot,
  IconEyeOff,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react';

/** A verdict by icon, word and colour: none of them is needed to understand the others. */
const LOOKS: Record<string, { readonly color: string; readonly Icon: typeof IconCheck; readonly means: string }> = {
  MATCHED: { color: 'teal', Icon: IconCheck, means: 'both sides, every rule satisfied' },
  DIFFERENT: { color: 'orange', Icon: IconEqualNot, means: 'both sides, at least one field differs' },
  MISSING: { color: 'red', Icon: IconMinus, means: 'legacy only; it can be migrated now' },
  BLOCKED: { color: 'red', Icon: IconBan, means: 'legacy only; something stands in the way' },
  EXCLUDED: { color: 'gray', Icon: IconCircleMinus, means: 'legacy only, left out by the mapping' },
  EXTRA: { color: 'grape', Icon: IconPlus, means: 'new only: no legacy record stands behind it' },
  AMBIGUOUS: { color: 'grape', Icon: IconCopy, means: 'several new rows claim the legacy record' },
  UNREADABLE: { color: 'yellow', Icon: IconEyeOff, means: 'a value could not be read' },
};

export const VERDICTS: readonly string[] = Object.keys(LOOKS);
export const meaningOf = (verdict: string): string => LOOKS[verdict]?.means ?? '';
export const colorOf = (verdict: string): string => LOOKS[verdict]?.color ?? 'gray';

export function Verdict({ of }: { readonly of: string }) {
  const { color, Icon, means } = LOOKS[of] ?? { color: 'gray', Icon: IconMinus, means: '' };
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      autoContrast
      leftSection={<Icon size={12} aria-hidden />}
      title={means}
      className="verdict"
    >
      {of.toLowerCase()}
    </Badge>
  );
}
