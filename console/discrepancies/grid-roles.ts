/**
 * Roles of the list's parts. No table of HTML has rows that lie where the scrollbar says, and of this grid the rows take
 * the focus, not the cells.
 */
export const GROUP = { role: 'rowgroup' } as const;
export const HEAD_ROW = { role: 'row', 'aria-rowindex': 1 } as const;
export const HEAD_OF_MARKS = { role: 'columnheader', 'aria-label': 'Selected' } as const;
export const HEAD = { role: 'columnheader' } as const;
export const CELL = { role: 'gridcell' } as const;
