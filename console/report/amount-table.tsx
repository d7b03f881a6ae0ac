import { Table, Text } from '@mantine/core';
import type { ReportMeasuresQuery } from '../generated/operations';
import { countText, decimalText } from '../parts/number';
import { WideTable } from '../parts/wide-table';
import { MappingLink } from './line-table';

type Measure = ReportMeasuresQuery['report']['measures'][number];

const valueText = (side: Measure['new']): string => (side?.value == null ? '–' : decimalText(side.value));
const recordsText = (side: Measure['new']): string => (side === null ? '–' : countText(side.records));

/** Sums and averages of both sides, and whether they are the same. */
export function AmountTable({ amounts }: { readonly amounts: readonly Measure[] }) {
  return (
    <WideTable label="Sums and averages" minWidth={760}>
      <Table verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Mapping</Table.Th>
            <Table.Th>Measure</Table.Th>
            <Table.Th ta="right">Legacy</Table.Th>
            <Table.Th ta="right">of records</Table.Th>
            <Table.Th ta="right">New</Table.Th>
            <Table.Th ta="right">of records</Table.Th>
            <Table.Th>Both sides</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {amounts.map((measure) => (
            <Table.Tr key={`${measure.mapping} ${measure.kind} ${measure.field}`}>
              <Table.Th scope="row" fw={400}>
                <MappingLink mapping={measure.mapping} title={measure.title} />
              </Table.Th>
              <Table.Td>{`${measure.kind.toLowerCase()} of ${measure.field}`}</Table.Td>
              <Table.Td ta="right">{valueText(measure.legacy)}</Table.Td>
              <Table.Td ta="right">{recordsText(measure.legacy)}</Table.Td>
              <Table.Td ta="right">{valueText(measure.new)}</Table.Td>
              <Table.Td ta="right">{recordsText(measure.new)}</Table.Td>
              <Table.Td>{measure.note ?? <Comparison measure={measure} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

/** Both are exact and written by the same rules: equal amounts are equal texts. */
function Comparison({ measure: { legacy, new: actual } }: { readonly measure: Measure }) {
  if (legacy?.value === actual?.value) return <>the same</>;
  return (
    <Text inherit component="span" fw={600}>
      not the same
    </Text>
  );
}
