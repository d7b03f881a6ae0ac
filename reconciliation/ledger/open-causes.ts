import type { Database } from '../reading/database';
import type { CauseCode } from '../tracing/cause';
import { ask, LAPSED } from './ledger';

export interface OpenCause {
  readonly code: CauseCode;
  readonly mapping: string;
  /** Open discrepancies of the mapping that have a root cause of this code, each once. */
  readonly discrepancies: number;
}

/** Why discrepancies are open, by mapping and code of the root cause, those with most first; null: of all mappings. */
export function listOpenCauses(database: Database, mappings: readonly string[] | null): Promise<OpenCause[]> {
  return ask<OpenCause>(
    database,
    `WITH ${LAPSED}, open_cause AS (
       SELECT c.mapping, c.root_id, c.discrepancy_id FROM counterpart.discrepancy_cause c WHERE c.state = 'OPEN'
       UNION ALL SELECT c.mapping, c.root_id, c.discrepancy_id FROM lapsed d
         JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id)
     SELECT o.code, o.mapping, count(*)::integer AS discrepancies FROM (
       SELECT DISTINCT r.code, c.mapping, c.discrepancy_id FROM open_cause c
       JOIN counterpart.root_cause r ON r.mapping = c.mapping AND r.id = c.root_id
       WHERE $1::text[] IS NULL OR c.mapping = ANY($1)) o
     GROUP BY o.code, o.mapping ORDER BY discrepancies DESC, o.mapping COLLATE "C", o.code COLLATE "C"`,
    [mappings],
  );
}
