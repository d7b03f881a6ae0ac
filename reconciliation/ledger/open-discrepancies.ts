import type { Verdict } from '../comparing/verdict';
import type { Database } from '../reading/database';
import { ask, stateOf } from './ledger';

/** What is left to settle of the records that a run was about, and of how many that is. */
export interface Standing {
  /** Discrepancies that are open and not waived, by verdict; absent: none. */
  readonly open: Readonly<Partial<Record<Verdict, number>>>;
  /** Whether the run was about all records of its mapping. */
  readonly isWhole: boolean;
}

/** Chosen records stand in the run's segments, whichever way they were chosen. */
const CHOSEN = '(r.legacy_ids IS NOT NULL OR r.root_cause IS NOT NULL)';

/** How the records of a run stand in the ledger now. */
export async function findStanding(database: Database, runId: string): Promise<Standing> {
  const rows = await ask<{ whole: boolean; verdict: Verdict | null; n: number }>(
    database,
    `SELECT NOT ${CHOSEN} AS whole, d.verdict, count(d.id)::integer AS n FROM counterpart.run r
     LEFT JOIN counterpart.discrepancy d ON d.mapping = r.mapping AND ${stateOf('d')} = 'OPEN'
       AND (NOT ${CHOSEN} OR d.legacy_id IN (SELECT unnest(s.keys) FROM counterpart.run_segment s WHERE s.run_id = r.id))
     WHERE r.id = $1::uuid GROUP BY 1, 2`,
    [runId],
  );
  return {
    open: Object.fromEntries(rows.flatMap(({ verdict, n }) => (verdict === null ? [] : [[verdict, n]]))),
    isWhole: rows[0]?.whole ?? true,
  };
}
