import type { Database } from '../reading/database';
import type { Statement } from '../reading/statement';

/** The oldest transaction of a server that is not over yet; null: the engine tells nobody which rows one wrote. */
export async function findHorizon(database: Database): Promise<string | null> {
  if (database.dialect !== 'postgres') return null;
  const [row] = await database.query<{ horizon: string }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
  );
  return row?.horizon ?? null;
}

/**
 * Whether the version of a row is as young as the horizon; a row that an outer join did not find is not. Transactions are
 * numbered round and round: a very old number may look young, which costs one more look and hides nothing.
 */
export function isYoung(statement: Statement, alias: string, horizon: string): string {
  const age = `age(${alias}.xmin)`;
  return `coalesce(${age} <= age(${statement.bind(horizon)}::xid8::xid) OR ${age} < 0, false)`;
}

/** Whether one of several rows is. */
export const isAnyYoung = (statement: Statement, aliases: readonly string[], horizon: string): string =>
  `(${aliases.map((alias) => isYoung(statement, alias, horizon)).join(' OR ')})`;
