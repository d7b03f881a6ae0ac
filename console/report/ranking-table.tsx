import { Table } from '@mantine/core';
import { ArrivalBar, ArrivalLegend } from '../charts/arrival-bar';
import type { ReportFiguresQuery } from '../generated/operations';
import { percentText } from '../parts/number';
import { WideTable } from '../parts/wide-table';
import { MappingLink } from './line-table';

/** All mappings by how much of what was due arrived. */
export function RankingTable({ report: { lines, ranking } }: { readonly report: ReportFiguresQuery['report'] }) {
  const byName = new Map(lines.map((line) => [line.mapping, line]));
  const ranked = ranking.flatMap(({ mapping }) => byName.get(mapping) ?? []);
  return (
    <>
      <ArrivalLegend />
      <WideTable label="Ranking" minWidth={760}>
        <Table verticalSpacing={3} horizontalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right" w={40}>
                #
              </Table.Th>
              <Table.Th>Mapping</Table.Th>
              <Table.Td w="30%" />
              <Table.Th ta="right">Arrived</Table.Th>
              <Table.Th ta="right">Arrived and right</Table.Th>
              <Table.Th>Arrived of due</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ranked.map((line, index) => (
              <Table.Tr key={line.mapping}>
                <Table.Td ta="right">{index + 1}</Table.Td>
                <Table.Th scope="row" fw={400}>
                  <MappingLink mapping={line.mapping} title={line.title} />
                </Table.Th>
                <Table.Td>
                  <ArrivalBar arrival={line} />
                </Table.Td>
                <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
                  {percentText(line.rate.percent)}
                </Table.Td>
                <Table.Td ta="right" title={line.matchedRate.base}>
                  {percentText(line.matchedRate.percent)}
                </Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{line.rate.base}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}
