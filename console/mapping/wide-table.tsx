import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface WideTableProps {
  /** What the rows are, for whoever does not see the heading above. */
  readonly label: string;
  /** Pixels below which the table scrolls in itself, not the page. */
  readonly minWidth: number;
  readonly heads: readonly string[];
  /** Heads whose columns hold numbers. */
  readonly numbers?: readonly string[];
  readonly children: ReactNode;
}

/** A table of many columns. It can be reached by the Tab key, so that the arrows scroll it. */
export function WideTable({ label, minWidth, heads, numbers = [], children }: WideTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" tabIndex={0} role="region" aria-label={label}>
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
    </Table.ScrollContainer>
  );
}
