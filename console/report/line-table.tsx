import { Anchor, Table } from '@mantine/core';
import { Link } from 'wouter';
import { ArrivalBar, ArrivalLegend } from '../charts/arrival-bar';
import { Instant } from '../parts/instant';
import { countText, percentText } from '../parts/number';
import { WideTable } from '../parts/wide-table';
import { placeOfMapping } from '../places';

interface Rate {
  readonly percent: string | null;
  readonly base: string;
}

/** A system, or a mapping. */
interface Line {
  readonly key: string;
  readonly title: string;
  /** Of a mapping alone. */
  readonly mapping?: string;
  readonly system?: string;
  readonly provenance?: string;
  readonly base: number;
  readonly excluded: number;
  readonly due: number;
  readonly migrated: number;
  readonly matched: number;
  readonly lost: number;
  readonly rate: Rate;
  readonly matchedRate: Rate;
  readonly asOf: string | null;
}

interface LineTableProps {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly hasBars?: boolean;
}

const COUNTS = ['Legacy records', 'Left out', 'Due', 'Arrived', 'Right', 'Lost', 'Arrived, %', 'Right, %'];

/** Lines of figures, each rate with what it is a rate of when it is pointed at. */
export function LineTable({ label, lines, hasBars = false }: LineTableProps) {
  const isOfMappings = lines.some(({ mapping }) => mapping !== undefined);
  return (
    <>
      {hasBars && <ArrivalLegend />}
      <WideTable label={label} minWidth={1000}>
        <Table verticalSpacing={4} horizontalSpacing={6} fz="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{isOfMappings ? 'Mapping' : 'System'}</Table.Th>
              {isOfMappings && <Table.Th>System</Table.Th>}
              {isOfMappings && <Table.Th>Made</Table.Th>}
              {hasBars && <Table.Td w="20%" />}
              {COUNTS.map((name) => (
                <Table.Th key={name} ta="right">
                  {name}
                </Table.Th>
              ))}
              <Table.Th>As of</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map((line) => (
              <LineRow key={line.key} line={line} hasBar={hasBars} />
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}

function LineRow({ line, hasBar }: { readonly line: Line; readonly hasBar: boolean }) {
  const { title, mapping, system, provenance, base, excluded, due, migrated, matched, lost } = line;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {mapping === undefined ? title : <MappingLink mapping={mapping} title={title} />}
      </Table.Th>
      {system !== undefined && <Table.Td>{system}</Table.Td>}
      {provenance !== undefined && <Table.Td>{provenance.toLowerCase()}</Table.Td>}
      {hasBar && (
        <Table.Td>
          <ArrivalBar arrival={line} />
        </Table.Td>
      )}
      {Object.entries({ base, excluded, due, migrated, matched, lost }).map(([name, count]) => (
        <Table.Td key={name} ta="right" fw={name === 'lost' && count > 0 ? 600 : undefined}>
          {countText(count)}
        </Table.Td>
      ))}
      {Object.entries({ rate: line.rate, matchedRate: line.matchedRate }).map(([name, { percent, base: of }]) => (
        <Table.Td key={name} ta="right" title={of} style={{ whiteSpace: 'nowrap' }}>
          {percentText(percent)}
        </Table.Td>
      ))}
      <Table.Td>
        <Instant at={line.asOf} />
      </Table.Td>
    </Table.Tr>
  );
}

export const MappingLink = ({ mapping, title }: { readonly mapping: string; readonly title: string }) => (
  <Anchor component={Link} href={placeOfMapping(mapping)} inherit>
    {title}
  </Anchor>
);
