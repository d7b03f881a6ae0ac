import { Table, Text, Title } from '@mantine/core';
import { PairedBars, PairedLegend } from '../charts/paired-bars';
import type { ReportMeasuresQuery } from '../generated/operations';
import { countText } from '../parts/number';
import { Value } from '../parts/value';
import { WideTable } from '../parts/wide-table';

type Measure = ReportMeasuresQuery['report']['measures'][number];
type Part = Measure['parts'][number];
type Counted = Part['new'];

/** NULL, the empty text and a text that reads like a name of the page's own are three values. */
const keyOf = ({ value, isOther }: Part): string => JSON.stringify([isOther, value]);

/** `11`, or `11, 2 of them` where a flag is counted beside all. */
const countedText = (counted: Counted | null): string => {
  if (counted === null) return '–';
  return counted.of === null ? countText(counted.records) : `${countText(counted.records)} / ${countText(counted.of)}`;
};

/** How many records of both sides have which value. */
export function Breakdown({ measure }: { readonly measure: Measure }) {
  const { title, field, of, note, parts } = measure;
  const most = Math.max(...parts.flatMap(({ legacy, new: actual }) => [legacy?.records ?? 0, actual.records]), 0);
  return (
    <section>
      <Title order={3} size="h5" mt="md" mb={4}>
        {`${title} by ${field}`}
      </Title>
      {of !== null && <Text size="xs">{`Counts: all records / those with ${of}`}</Text>}
      {note !== null && <Text size="sm">{note}</Text>}
      <PairedLegend />
      <WideTable label={`${title} by ${field}`} minWidth={560}>
        <Table verticalSpacing={4} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{field}</Table.Th>
              <Table.Td w="40%" />
              <Table.Th ta="right">Legacy</Table.Th>
              <Table.Th ta="right">New</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parts.map((part) => (
              <Table.Tr key={keyOf(part)}>
                <Table.Th scope="row" fw={400}>
                  {part.isOther ? '(other values)' : <Value text={part.value} />}
                </Table.Th>
                <Table.Td>
                  <PairedBars legacy={part.legacy?.records ?? null} new={part.new.records} most={most} />
                </Table.Td>
                <Table.Td ta="right">{countedText(part.legacy)}</Table.Td>
                <Table.Td ta="right">{countedText(part.new)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </section>
  );
}
