import { Button, Group, NativeSelect } from '@mantine/core';
import type { OverviewTrendQuery } from '../generated/operations';
import { Answer } from '../parts/answer';
import { Panel } from '../parts/panel';
import type { Answered } from '../parts/use-answer';
import { usePlace } from '../parts/use-place';
import { Trend } from './trend';

const PERIODS = [30, 90, 366];
const USUAL = 30;

/** How many days back the address asks for. */
export function daysOf(search: URLSearchParams): number {
  const days = Number(search.get('days') ?? USUAL);
  return PERIODS.includes(days) ? days : USUAL;
}

/** Where it is going. */
export function TrendPanel({ answer }: { readonly answer: Answered<OverviewTrendQuery> }) {
  const [search, become] = usePlace();
  const days = daysOf(search);
  const isTable = search.get('trend') === 'table';
  const aside = (
    <Group gap="xs" wrap="nowrap">
      <NativeSelect
        size="xs"
        aria-label="Days of the trend"
        value={days}
        onChange={({ currentTarget: { value } }) => become({ days: value === String(USUAL) ? '' : value })}
        data={PERIODS.map((period) => ({ value: String(period), label: `${period} days` }))}
      />
      {(answer.data?.trend.length ?? 0) > 1 && (
        <Button
          size="xs"
          variant="default"
          aria-expanded={isTable}
          onClick={() => become({ trend: isTable ? '' : 'table' })}
        >
          Table
        </Button>
      )}
    </Group>
  );
  return (
    <Panel title="Trend" aside={aside}>
      <Answer of={answer} rows={8}>
        {({ trend }) => <Trend points={trend} isTable={isTable} days={days} />}
      </Answer>
    </Panel>
  );
}
