import { Box, Table, Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { Line } from '../charts/drawing';
import { LineLegend } from '../charts/legend';
import type { OverviewTrendQuery } from '../generated/operations';
import { Loading } from '../parts/answer';
import { Empty } from '../parts/empty';
import { counted, countText, percentText } from '../parts/number';
import { WideTable } from '../parts/wide-table';

/** Drawing is loaded where there is something to draw. */
const LineChart = lazy(() => import('../charts/line-chart'));

const HEIGHT = 220;

type Points = OverviewTrendQuery['trend'];

interface TrendProps {
  readonly points: Points;
  readonly isTable: boolean;
  readonly days: number;
}

/** Open discrepancies and the matched rate from day to day. */
export function Trend({ points, isTable, days }: TrendProps) {
  const [first] = points;
  if (first === undefined)
    return <Empty title={`No comparison ended in the last ${days} days`}>Each day on which one ends is a point.</Empty>;
  if (points.length === 1)
    return (
      <Text size="sm">
        {`So far there is one day, ${first.day}: ${counted(first.open, 'open discrepancy', 'open discrepancies')}, and `}
        {`${percentText(first.matchedRate)} of ${counted(first.base, 'legacy record')} matched. `}
        The line begins with the second day on which a comparison ends.
      </Text>
    );
  return (
    <>
      <Drawn points={points} />
      {isTable && <PointTable points={points} />}
    </>
  );
}

/** The drawing is fetched when its place comes into sight: it is below what one sees first, and not small. */
function Drawn({ points }: { readonly points: Points }) {
  const { ref, inViewport } = useInViewport();
  const [wasSeen, setSeen] = useState(false);
  if (inViewport && !wasSeen) setSeen(true);
  const days = useMemo(() => points.map(({ day }) => day), [points]);
  const lines = useMemo(() => linesOf(points), [points]);
  return (
    <>
      <LineLegend of={lines} />
      <Box ref={ref} mih={HEIGHT}>
        {wasSeen && (
          <Suspense fallback={<Loading rows={8} />}>
            <LineChart label={labelOf(points)} days={days} lines={lines} height={HEIGHT} />
          </Suspense>
        )}
      </Box>
    </>
  );
}

function labelOf(points: Points): string {
  const [first, last] = [points[0], points.at(-1)];
  return (
    `From ${first?.day} to ${last?.day}: open discrepancies from ${first?.open} to ${last?.open}, ` +
    `matched from ${percentText(first?.matchedRate)} to ${percentText(last?.matchedRate)}.`
  );
}

const linesOf = (points: Points): readonly (Line & { readonly label: string })[] => [
  {
    name: 'open',
    label: 'open discrepancies (left)',
    values: points.map(({ open }) => open),
    color: 'red',
    isDashed: false,
    side: 'left',
    unit: '',
  },
  {
    name: 'matched',
    label: 'matched, % of all legacy records (right)',
    values: points.map(({ matchedRate }) => (matchedRate === null ? null : Number(matchedRate))),
    color: 'teal',
    isDashed: true,
    side: 'right',
    unit: '%',
  },
];

function PointTable({ points }: { readonly points: Points }) {
  return (
    <WideTable label="Trend by day" minWidth={480} maxHeight={280}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day (UTC)</Table.Th>
            {['Open', 'Opened', 'Closed', 'Matched, %', 'Matched', 'Legacy records'].map((name) => (
              <Table.Th key={name} ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map(({ day, open, opened, closed, base, matched, matchedRate }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                {day}
              </Table.Th>
              <Table.Td ta="right">{countText(open)}</Table.Td>
              <Table.Td ta="right">{countText(opened)}</Table.Td>
              <Table.Td ta="right">{countText(closed)}</Table.Td>
              <Table.Td ta="right">{percentText(matchedRate)}</Table.Td>
              <Table.Td ta="right">{countText(matched)}</Table.Td>
              <Table.Td ta="right">{countText(base)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
