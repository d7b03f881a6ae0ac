import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { WideTable } from './wide-table';

interface HeadedTableProps {
  /** What the rows are, for whoever does not see the heading above. */
  readonly label: string;
  /** Pixels below which the table scrolls in itself, not the page. */
  readonly minWidth: number;
  readonly heads: readonly string[];
  /** Heads whose columns hold numbers. */
  readonly numbers?: readonly string[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A table of many columns, each with nothing but its name above it. */
export function HeadedTable({ label, minWidth, heads, numbers = [], children }: HeadedTableProps) {
  return (
    <WideTable label={label} minWidth={minWidth}>
      <Table fz="sm" verticalSpacing={4} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head} scope="col" ta={numbers.includes(head) ? 'right' : 'left'}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </WideTable>
  );
}
