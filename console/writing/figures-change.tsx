import { Group, Text } from '@mantine/core';
import type { WritingFiguresQuery } from '../generated/operations';
import { countText, percentText } from '../parts/number';
import { useTitleOf } from '../shell/shell-context';

export type MappingFigures = NonNullable<WritingFiguresQuery['mapping']>;

interface FiguresChangeProps {
  /** Null: they were not known when the preview was shown. */
  readonly before: MappingFigures | null;
  readonly after: MappingFigures;
}

const NAMES = [
  'matched',
  'different',
  'missing',
  'blocked',
  'ambiguous',
  'unreadable',
  'excluded',
  'extra',
  'waived',
] as const;

/** How the mapping stood and stands: what changed of it. Others may have written meanwhile. */
export function FiguresChange({ before, after }: FiguresChangeProps) {
  const titleOf = useTitleOf();
  const lines = NAMES.flatMap((name) => lineOf(name, before?.figures[name], after.figures[name]));
  const rates = [before?.figures.arrivalRate.percent, after.figures.arrivalRate.percent] as const;
  const isRateNew = before !== null && rates[0] !== rates[1];
  return (
    <section aria-label="Figures of the mapping">
      <Text size="sm" fw={600}>
        {titleOf(after.name)}
      </Text>
      {lines.length === 0 && <Text size="sm">Its figures are as they were.</Text>}
      <Group gap="md">
        {lines.map((line) => (
          <Text size="sm" key={line}>
            {line}
          </Text>
        ))}
        {isRateNew && (
          <Text size="sm">
            arrived {percentText(rates[0])} → {percentText(rates[1])}
          </Text>
        )}
      </Group>
    </section>
  );
}

function lineOf(name: string, before: number | undefined, after: number): readonly string[] {
  return before === undefined || before === after ? [] : [`${name} ${countText(before)} → ${countText(after)}`];
}
