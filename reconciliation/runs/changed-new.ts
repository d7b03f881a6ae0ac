import { primaryColumn, type Table } from '../../entities/table';
import { ask } from '../ledger/ledger';
import { type MappedField, type Mapping, referencesOf } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import type { Database } from '../reading/database';
import { keyColumnOf } from '../reading/new-reader';
import { Statement } from '../reading/statement';
import { BLOCK } from '../scanning/blocks';
import { canScan } from '../scanning/scan-plan';
import { isYoung } from './row-versions';

const listKeys = async (database: Database, sql: string, parameters: readonly unknown[]): Promise<string[]> =>
  (await database.query<{ k: string }>(sql, [...parameters])).map((row) => row.k);

/** Whether the row that a reference of the row under the alias points at was written since, whatever it is now. */
function hasYoungParent(statement: Statement, field: MappedField, table: Table, horizon: string): string {
  const own = `t.${statement.quote(field.column.name)}`;
  const id = `p.${statement.quote(primaryColumn(table).name)}`;
  const young = isYoung(statement, 'p', horizon);
  return `coalesce(${own} IN (SELECT ${id} FROM ${statement.quote(table.name)} p WHERE ${young}), false)`;
}

/** The legacy keys that rows claim which were written since, or which point at a row that was. */
export async function listChangedNew(current: Database, mapping: Mapping, horizon: string): Promise<string[]> {
  const statement = new Statement('postgres');
  const { from, own, claiming, parts } = claimedRows(statement, mapping);
  const [part] = parts;
  if (part === undefined) return [];
  const parents = referencesOf(mapping).flatMap((field) => {
    const parent = field.rule.reference?.mapping();
    return parent === undefined ? [] : [hasYoungParent(statement, field, parent.new.table, horizon)];
  });
  const young = [isYoung(statement, 't', horizon), ...parents].join(' OR ');
  const where = [...own, ...claiming, `(${young})`].join(' AND ');
  const sql = `SELECT ${statement.canonical(part.column, part.expression)} AS k ${from} WHERE ${where}`;
  return listKeys(current, sql, statement.parameters);
}

/**
 * The legacy ids of pairs that are remembered with a row and that no row claims any more: it was removed, names another
 * record or none, or is not the mapping's now. Its own version would not say whose it was.
 */
export async function listAbandoned(ledger: Database, mapping: Mapping): Promise<string[]> {
  const statement = new Statement('postgres');
  const { from, own, parts } = claimedRows(statement, mapping);
  const [part] = parts;
  if (part === undefined) return [];
  const noRow = (isClaimed: string): string =>
    `NOT EXISTS (SELECT 1 ${from} WHERE ${[...own, isClaimed].join(' AND ')})`;
  const name = statement.bind(mapping.name);
  const claim = statement.canonical(part.column, part.expression);
  const beside = `SELECT s.legacy_id AS k FROM counterpart.pair_state s
    WHERE s.mapping = ${name} AND s.legacy_id IS NOT NULL AND s.new_id IS NOT NULL AND ${noRow(`${claim} = s.legacy_id`)}`;
  const inBlocks = `SELECT b.k::text FROM (SELECT block * ${BLOCK} + place AS k FROM counterpart.settled_block
      CROSS JOIN LATERAL unnest(offsets) AS u(place) WHERE mapping = ${name} AND verdict = 'MATCHED') b
    WHERE ${noRow(`${part.expression} = b.k`)}`;
  const sql = canScan(mapping) ? `${beside} UNION ALL ${inBlocks}` : beside;
  return listKeys(ledger, sql, statement.parameters);
}

/** The keys by which other records know those rows of a mapping that were written since. */
export async function listYoungKeys(current: Database, mapping: Mapping, horizon: string): Promise<string[]> {
  const statement = new Statement('postgres');
  const column = keyColumnOf(mapping);
  const expression = `t.${statement.quote(column.name)}`;
  const sql = `SELECT DISTINCT ${statement.canonical(column, expression)} AS k
    FROM ${statement.quote(mapping.new.table.name)} t
    WHERE ${expression} IS NOT NULL AND ${isYoung(statement, 't', horizon)}`;
  return listKeys(current, sql, statement.parameters);
}

/** The legacy ids of discrepancies that are not over. */
export async function listUnsettled(ledger: Database, mapping: Mapping): Promise<string[]> {
  const rows = await ask<{ k: string }>(
    ledger,
    `SELECT legacy_id AS k FROM counterpart.discrepancy WHERE mapping = $1 AND state <> 'CLOSED' AND legacy_id IS NOT NULL`,
    [mapping.name],
  );
  return rows.map((row) => row.k);
}
