import { columnOf, type Table } from '../../entities/table';
import type { Statement } from './statement';

/** The conditions that the rows of a new table must meet to be a mapping's own; none where it owns all of them. */
export function ownRows(
  statement: Statement,
  alias: string,
  table: Table,
  where: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(where).map(([property, text]) => {
    const column = columnOf(table, property);
    return statement.isEqual(`${alias}.${statement.quote(column.name)}`, column.kind, text);
  });
}
