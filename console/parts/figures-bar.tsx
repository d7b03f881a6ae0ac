import { Progress, Text } from '@mantine/core';
import { countText } from './number';
import { colorOf, meaningOf } from './verdict';

/** Figures of a mapping or a system, by the names that the API gives them. */
export interface Figures {
  readonly base: number;
  readonly matched: number;
  readonly different: number;
  readonly missing: number;
  readonly blocked: number;
  readonly excluded: number;
  readonly ambiguous: number;
  readonly unreadable: number;
}

const PARTS = ['matched', 'different', 'missing', 'blocked', 'ambiguous', 'unreadable', 'excluded'] as const;

/** How a base falls into verdicts, as one bar; the same in words for whoever does not see it. */
export function FiguresBar({ figures }: { readonly figures: Figures }) {
  const parts = PARTS.filter((name) => figures[name] > 0);
  const words = parts.map((name) => `${countText(figures[name])} ${name}`).join(', ');
  if (figures.base === 0) return <Text size="xs">not compared yet</Text>;
  return (
    <Progress.Root
      size="lg"
      radius="sm"
      role="img"
      aria-label={`Of ${countText(figures.base)}: ${words}`}
      title={words}
    >
      {parts.map((name) => (
        <Progress.Section
          key={name}
          // What is few is seen nevertheless.
          value={Math.max(1, (figures[name] / figures.base) * 100)}
          color={colorOf(name.toUpperCase())}
          title={`${countText(figures[name])} ${name}: ${meaningOf(name.toUpperCase())}`}
          withAria={false}
        />
      ))}
    </Progress.Root>
  );
}
