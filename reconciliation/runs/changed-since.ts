import { primaryColumn } from '../../entities/table';
import { ask } from '../ledger/ledger';
import { type Mapping, readsOf } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import type { Database, Sides } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** The oldest transaction of each side that was not over yet: what is older, later readers have seen. */
export interface Horizons {
  /** Null: the engine tells nobody which rows a transaction wrote. */
  readonly legacy: string | null;
  readonly new: string | null;
}

async function findHorizon(database: Database): Promise<string | null> {
  if (database.dialect !== 'postgres') return null;
  const [row] = await database.query<{ horizon: string }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
  );
  return row?.horizon ?? null;
}

export const findHorizons = async (sides: Sides): Promise<Horizons> => ({
  legacy: await findHorizon(sides.legacy),
  new: await findHorizon(sides.new),
});

/** The horizons of the last comparison of the whole mapping. */
export async function findLastHorizons(ledger: Database, mapping: Mapping): Promise<Horizons> {
  const [last] = await ask<Horizons>(
    ledger,
    'SELECT legacy_horizon AS legacy, new_horizon AS new FROM counterpart.comparison WHERE mapping = $1',
    [mapping.name],
  );
  return last ?? { legacy: null, new: null };
}

/**
 * Whether the version of a row is as young as the horizon. Transactions are numbered round and round: a very old number
 * may look young, which costs one more look and hides nothing.
 */
const isYoung = (statement: Statement, alias: string, horizon: string): string =>
  `(age(${alias}.xmin) <= age(${statement.bind(horizon)}::xid8::xid) OR age(${alias}.xmin) < 0)`;

async function listChangedLegacy(legacy: Database, mapping: Mapping, horizon: string): Promise<string[]> {
  const statement = new Statement(legacy.dialect);
  const joins = new Joins(statement, mapping.legacy);
  for (const path of readsOf(mapping)) joins.column(path);
  const { expression, column } = joins.column(primaryColumn(mapping.legacy.table).property);
  const population = joins.population();
  // A row that the outer join did not find has no version.
  const young = joins.listAliases().map((alias) => `coalesce(${isYoung(statement, alias, horizon)}, false)`);
  const where = [...population, `(${young.join(' OR ')})`].join(' AND ');
  const sql = `SELECT ${statement.canonical(column, expression)} AS k ${joins.from()} WHERE ${where}`;
  return (await legacy.query<{ k: string }>(sql, statement.parameters)).map((row) => row.k);
}

async function listChangedNew(current: Database, mapping: Mapping, horizon: string): Promise<string[]> {
  const statement = new Statement('postgres');
  const claimed = claimedRows(statement, mapping);
  const [part] = claimed.parts;
  if (part === undefined) return [];
  const where = [...claimed.own, ...claimed.claiming, isYoung(statement, 't', horizon)].join(' AND ');
  const sql = `SELECT ${statement.canonical(part.column, part.expression)} AS k ${claimed.from} WHERE ${where}`;
  return (await current.query<{ k: string }>(sql, statement.parameters)).map((row) => row.k);
}

/**
 * The legacy ids of records that were written since on either side, with everything that their rules read on the legacy
 * side, and of those that did not match. Null: nobody can know, because a side keeps no versions or was never compared.
 */
export async function listChangedSince(sides: Sides, mapping: Mapping, since: Horizons): Promise<string[] | null> {
  if (since.legacy === null || since.new === null || mapping.new.keyColumn === null) return null;
  const open = await ask<{ k: string }>(
    sides.new,
    `SELECT legacy_id AS k FROM counterpart.discrepancy WHERE mapping = $1 AND state <> 'CLOSED' AND legacy_id IS NOT NULL`,
    [mapping.name],
  );
  const ids = new Set([
    ...(await listChangedLegacy(sides.legacy, mapping, since.legacy)),
    ...(await listChangedNew(sides.new, mapping, since.new)),
    ...open.map((row) => row.k),
  ]);
  return [...ids].sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
}
