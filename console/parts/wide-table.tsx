import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface WideTableProps {
  /** What it is a table of. */
  readonly label: string;
  /** In pixels: narrower than this it scrolls in itself, and the page does not. */
  readonly minWidth: number;
  readonly maxHeight?: number;
  readonly children: ReactNode;
}

/** Room for a table that may be wider than its place. It takes the focus, so that the arrow keys scroll it. */
export function WideTable({ label, minWidth, maxHeight, children }: WideTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight === undefined ? {} : { maxHeight })}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      {children}
    </Table.ScrollContainer>
  );
}
