import { type OnFailure, RunKind } from '../../entities/ledger/run';
import { ask, instantText } from '../ledger/ledger';
import type { Database } from '../reading/database';

/** What a run was told to do, as workers read it. */
export interface RunOrder {
  readonly id: string;
  readonly kind: RunKind;
  readonly mapping: string;
  readonly legacyIds: readonly string[] | null;
  readonly rootCause: string | null;
  readonly incremental: boolean;
  readonly withParents: boolean;
  /** Whether it may write to mappings that its own one refers to: with its parents, or taking back a run that did. */
  readonly reachesParents: boolean;
  readonly dryRun: boolean;
  readonly reverts: string | null;
  readonly onFailure: OnFailure;
  readonly maxFailures: number;
  readonly rowsPerSecond: number | null;
  readonly requestedBy: string;
  readonly reason: string;
  readonly approvedBy: string | null;
  /** Rows that it was expected to write when it was planned or approved; null: it is not planned. */
  readonly plannedWrites: string | null;
  readonly startedAt: string;
}

export async function findOrder(database: Database, runId: string): Promise<RunOrder | null> {
  const [order] = await ask<RunOrder>(
    database,
    `SELECT id::text, kind, mapping, legacy_ids AS "legacyIds", root_cause AS "rootCause", incremental, with_parents AS "withParents",
       with_parents OR EXISTS (SELECT 1 FROM counterpart.run o WHERE o.id = run.reverts AND o.with_parents) AS "reachesParents",
       dry_run AS "dryRun", reverts::text, on_failure AS "onFailure", max_failures AS "maxFailures",
       rows_per_second AS "rowsPerSecond", requested_by AS "requestedBy", reason, approved_by AS "approvedBy", planned_writes::text AS "plannedWrites",
       ${instantText('coalesce(started_at, clock_timestamp())')} AS "startedAt"
     FROM counterpart.run WHERE id = $1::uuid`,
    [runId],
  );
  return order ?? null;
}

/** Whether it may write more rows than one person may decide on alone. */
export const isWriting = ({ kind, dryRun }: Pick<RunOrder, 'kind' | 'dryRun'>): boolean =>
  kind !== RunKind.COMPARE && !dryRun;
