import { columnOf } from '../../entities/table';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { ownRows } from '../reading/own-rows';
import { Statement } from '../reading/statement';

/** Whether rows of the mapping are found by a number that can be looked for in ranges. */
export function hasNumberKey(mapping: Mapping): boolean {
  const { table, keyColumn } = mapping.new;
  return keyColumn !== null && ['integer', 'bigint'].includes(columnOf(table, keyColumn).kind);
}

/** The legacy keys from the first to the last that rows on the new side claim. */
export async function listPresentKeys(
  database: Database,
  mapping: Mapping,
  first: string,
  last: string,
): Promise<Set<string>> {
  const { table, keyColumn, where: own } = mapping.new;
  const statement = new Statement('postgres');
  const column = columnOf(table, keyColumn ?? '');
  const key = `t.${statement.quote(column.name)}`;
  const bounds = `${key} BETWEEN ${statement.bind(first)}::bigint AND ${statement.bind(last)}::bigint`;
  const where = [bounds, ...ownRows(statement, 't', table, own)].join(' AND ');
  const rows = await database.query<{ k: string }>(
    `SELECT DISTINCT ${key}::text AS k FROM ${statement.quote(table.name)} t WHERE ${where}`,
    statement.parameters,
  );
  return new Set(rows.map((row) => row.k));
}
