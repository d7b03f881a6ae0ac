import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import type { KeyRange } from '../scanning/key-range';
import { ask } from './ledger';

const between = (number: string): string =>
  `($2::numeric IS NULL OR ${number} >= $2::numeric) AND ($3::numeric IS NULL OR ${number} < $3::numeric)`;

/** The legacy ids of a range that the ledger remembers, whether or not there is such a record any more. */
export async function listRememberedKeys(
  database: Database,
  mapping: Mapping,
  { from, before }: KeyRange,
): Promise<string[]> {
  const rows = await ask<{ k: string }>(
    database,
    `SELECT key_number::text AS k FROM counterpart.pair_state WHERE mapping = $1 AND ${between('key_number')}
     UNION SELECT key_number::text FROM counterpart.discrepancy WHERE mapping = $1 AND state <> 'CLOSED' AND ${between('key_number')}
     UNION SELECT k::text FROM (SELECT block * 1024 + o AS k FROM counterpart.settled_block CROSS JOIN unnest(offsets) AS u(o)
       WHERE mapping = $1) settled WHERE ${between('k')}`,
    [mapping.name, from, before],
  );
  return rows.map((row) => row.k);
}
