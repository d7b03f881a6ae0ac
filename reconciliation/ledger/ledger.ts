import type { Database } from '../reading/database';

/** SQL of a ledger column's canonical text: instants in UTC with microseconds. */
export const instantText = (expression: string): string =>
  `to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** One statement on the ledger's tables, which live in the new database. */
export function ask<Row>(database: Database, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
  return database.query<Row>(sql, parameters);
}

/** A page of a list in keyset order, and whether more follows. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
}

/** Cuts the one row too many that was read to learn whether more follows. */
export function pageOf<Item>(rows: readonly Item[], first: number): Page<Item> {
  return { items: rows.slice(0, first), hasNextPage: rows.length > first };
}

/** SQL of a discrepancy's state now: waivers that have expired cover nothing any more. */
export const stateOf = (discrepancy: string): string =>
  `(CASE WHEN ${discrepancy}.state = 'WAIVED' AND ${discrepancy}.waived_until <= clock_timestamp() THEN 'OPEN' ELSE ${discrepancy}.state END)`;

/** An instant that an index can be searched with: asked for once, not for every row. */
const NOW = '(SELECT clock_timestamp())';

/** SQL that names as `lapsed` the discrepancies that are remembered as waived and are open again by now. */
export const LAPSED = `lapsed AS MATERIALIZED (
   SELECT d.* FROM counterpart.discrepancy d WHERE d.state = 'WAIVED' AND d.waived_until <= ${NOW})`;
