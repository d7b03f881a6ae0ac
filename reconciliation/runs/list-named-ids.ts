import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';

/** The legacy ids that each of these runs was started for; null: none were named. They may be many, and few ask for them. */
export async function listNamedIds(
  database: Database,
  runIds: readonly string[],
): Promise<(readonly string[] | null)[]> {
  const rows = await ask<{ id: string; legacyIds: string[] | null }>(
    database,
    'SELECT id::text, legacy_ids AS "legacyIds" FROM counterpart.run WHERE id = ANY($1::uuid[])',
    [runIds],
  );
  const found = new Map(rows.map(({ id, legacyIds }) => [id, legacyIds]));
  return runIds.map((id) => found.get(id) ?? null);
}
