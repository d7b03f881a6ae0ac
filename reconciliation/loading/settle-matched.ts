import { ask } from '../ledger/ledger';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';

/** Remembers that these records match, and closes what was open about them. */
export async function settleMatched(
  transaction: Database,
  mapping: Mapping,
  legacyIds: readonly string[],
  newIds: readonly string[],
): Promise<void> {
  if (legacyIds.length === 0) return;
  await ask(
    transaction,
    `INSERT INTO counterpart.pair_state AS s (mapping, record_key, legacy_id, new_id, on_legacy, verdict, compared_at)
     SELECT $1, k, k, n, true, 'MATCHED', clock_timestamp() FROM unnest($2::text[], $3::uuid[]) AS u(k, n)
     ON CONFLICT (mapping, record_key) DO UPDATE SET
       legacy_id = excluded.legacy_id, new_id = excluded.new_id, on_legacy = true, verdict = excluded.verdict,
       compared_at = excluded.compared_at, matched_legacy = NULL, matched_new = NULL`,
    [mapping.name, legacyIds, newIds],
  );
  await ask(
    transaction,
    `UPDATE counterpart.discrepancy SET state = 'CLOSED', closed_at = clock_timestamp()
     WHERE mapping = $1 AND record_key = ANY($2) AND state <> 'CLOSED'`,
    [mapping.name, legacyIds],
  );
}
