import { Alert, List, Progress, Stack, Table, Text } from '@mantine/core';
import { ArrivalBar, ArrivalLegend } from '../charts/arrival-bar';
import type { ReportFiguresQuery } from '../generated/operations';
import { countText, percentText } from '../parts/number';
import { WideTable } from '../parts/wide-table';

type Report = ReportFiguresQuery['report'];

const RATES = [
  { name: 'By rows: arrived', of: 'byRows', means: 'every record counts the same' },
  { name: 'By rows: arrived and right', of: 'matchedRate', means: 'every record counts the same' },
  { name: 'By rows, without derived mappings', of: 'withoutDerived', means: 'nothing of those can be lost' },
  { name: 'Mean of the mappings’ rates', of: 'meanOfRates', means: 'every mapping counts the same' },
  { name: 'Median of the mappings’ rates', of: 'medianOfRates', means: 'the mapping in the middle' },
] as const;

/** The sums of all lines, and each rate that can be made of them with what it is a rate of. */
export function Totals({ report: { totals, isComplete, notes } }: { readonly report: Report }) {
  const { base, excluded, due, migrated, matched, lost } = totals;
  return (
    <Stack gap="sm">
      {!isComplete && (
        <Alert color="yellow" title="The report is not complete" role="note">
          <List size="sm">
            {notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="sm">
        {`The legacy side holds ${countText(base)} records, of which ${countText(excluded)} were left out on purpose. Of `}
        {`${countText(due)} that were due, ${countText(migrated)} arrived, ${countText(matched)} of them as they should be, `}
        {`and ${countText(lost)} were lost.`}
      </Text>
      <ArrivalBar arrival={totals} />
      <ArrivalLegend />
      <Rates totals={totals} />
    </Stack>
  );
}

function Rates({ totals }: { readonly totals: Report['totals'] }) {
  return (
    <WideTable label="Rates" minWidth={640}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rate</Table.Th>
            <Table.Td w="25%" />
            <Table.Th ta="right">Percent</Table.Th>
            <Table.Th>Base</Table.Th>
            <Table.Th>Meaning</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {RATES.map(({ name, of, means }) => (
            <Table.Tr key={of}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td>
                <Progress value={Number(totals[of].percent ?? 0)} size="lg" radius="sm" aria-hidden />
              </Table.Td>
              <Table.Td ta="right">{percentText(totals[of].percent)}</Table.Td>
              <Table.Td>{totals[of].base}</Table.Td>
              <Table.Td>{means}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
