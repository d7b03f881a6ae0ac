import { Progress } from '@mantine/core';
import { Legend } from './legend';

/** What was due, and what became of it. */
export interface Arrival {
  readonly due: number;
  readonly migrated: number;
  readonly matched: number;
  readonly lost: number;
}

const PARTS = [
  { name: 'arrived and right', color: 'teal', of: ({ matched }: Arrival) => matched },
  { name: 'arrived, not right', color: 'orange', of: ({ migrated, matched }: Arrival) => migrated - matched },
  { name: 'lost', color: 'red', of: ({ lost }: Arrival) => lost },
];

/** How what was due falls into what arrived and what was lost. Its numbers stand beside it, so nothing is read out. */
export function ArrivalBar({ arrival }: { readonly arrival: Arrival }) {
  const parts = PARTS.filter(({ of }) => of(arrival) > 0);
  return (
    <Progress.Root size="lg" radius="sm" aria-hidden miw={120}>
      {parts.map(({ name, color, of }) => (
        <Progress.Section
          key={name}
          // What is few is seen nevertheless.
          value={Math.max(1, (of(arrival) / arrival.due) * 100)}
          color={color}
          withAria={false}
        />
      ))}
    </Progress.Root>
  );
}

export const ArrivalLegend = () => <Legend of={PARTS} />;
