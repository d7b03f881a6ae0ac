import { columnOf, primaryColumn, type Table } from '../../entities/table';
import { type Cells, checkBytes, readRows, type Selection, selectList } from './cells';
import type { Database, TextRow } from './database';
import { Statement } from './statement';

/** Secrets are not even read. */
const readable = (table: Table) => table.columns.filter((column) => column.dataClass !== 'SECRET');

function select(database: Database, table: Table, ids: readonly string[], form: 'text' | 'bytes') {
  const statement = new Statement(database.dialect);
  const key = primaryColumn(table);
  const selections = readable(table).map(
    (column): Selection => ({ name: column.property, column, expression: statement.quote(column.name) }),
  );
  const bytes = selections.map((selection, index) => {
    const isBytes = selection.column.kind === 'text' && selection.name !== key.property;
    return `${isBytes ? statement.bytes(selection.expression) : statement.canonical(selection.column, selection.expression)} AS c${index}`;
  });
  const list = form === 'text' ? selectList(statement, selections) : bytes.join(', ');
  const where = statement.isOneOf(statement.quote(key.name), key.kind, ids);
  return {
    sql: `SELECT ${list} FROM ${statement.quote(table.name)} WHERE ${where}`,
    parameters: statement.parameters,
    selections,
  };
}

/** Rows of one table by id, as exact text by property: one statement for the whole batch. */
export async function listEntities(
  database: Database,
  table: Table,
  ids: readonly string[],
): Promise<Map<string, Cells>> {
  const key = primaryColumn(table).property;
  const built = select(database, table, ids, 'text');
  const rows = readRows(await database.query<TextRow>(built.sql, built.parameters), built.selections);
  await checkBytes(database, rows, built.selections, key, (keys) => select(database, table, keys, 'bytes'));
  return new Map(rows.map((cells) => [String(cells.get(columnOf(table, key).property)), cells]));
}
