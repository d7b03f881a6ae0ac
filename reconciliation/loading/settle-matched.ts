import { ask } from '../ledger/ledger';
import { takeOut, takeSettledTurn } from '../ledger/settled';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { placeOf } from '../scanning/blocks';

/** Two lists of one block as one, in the order of the keys; what nobody saw yet has no digest. */
const merged = (column: string): string => `CASE WHEN s.${column} IS NOT NULL THEN (
    SELECT array_agg(d ORDER BY o)
    FROM unnest(s.offsets || excluded.offsets, s.${column} || array_fill(NULL::integer, ARRAY[cardinality(excluded.offsets)])) AS u(o, d)) END`;

/**
 * Remembers that these records match and closes what was open about them. They join the blocks of their neighbours,
 * without digests: the next comparison sees both sides and adds them.
 */
export async function settleMatched(
  transaction: Database,
  mapping: Mapping,
  legacyIds: readonly string[],
): Promise<void> {
  if (legacyIds.length === 0) return;
  await takeSettledTurn(transaction, mapping);
  // A pair stands in one place only, whatever was known of it before.
  await takeOut(transaction, mapping, legacyIds);
  // One text is sent many times as fast as a list of them; a key has no comma in it.
  const keys = legacyIds.join(',');
  const ofThese = "WHERE mapping = $1 AND record_key = ANY(string_to_array($2, ','))";
  await ask(transaction, `DELETE FROM counterpart.pair_state ${ofThese}`, [mapping.name, keys]);
  await ask(
    transaction,
    `UPDATE counterpart.discrepancy SET state = 'CLOSED', closed_at = clock_timestamp() ${ofThese} AND state <> 'CLOSED'`,
    [mapping.name, keys],
  );
  const places = legacyIds.flatMap((key) => placeOf(key) ?? []);
  await ask(
    transaction,
    `INSERT INTO counterpart.settled_block AS s (mapping, verdict, block, offsets)
     SELECT $1, 'MATCHED', block, array_agg(place ORDER BY place) FROM unnest(string_to_array($2, ',')::bigint[], string_to_array($3, ',')::smallint[]) AS u(block, place)
     GROUP BY block ORDER BY block
     ON CONFLICT (mapping, verdict, block) DO UPDATE SET
       offsets = (SELECT array_agg(o ORDER BY o) FROM unnest(s.offsets || excluded.offsets) AS u(o)),
       legacy_digests = ${merged('legacy_digests')}, new_digests = ${merged('new_digests')}, compared_at = clock_timestamp()`,
    [mapping.name, places.map(({ block }) => block).join(','), places.map(({ offset }) => offset).join(',')],
  );
}
