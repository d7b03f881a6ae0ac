import { Run, RunCounts } from '../../entities/ledger/run';
import type { Cursor } from '../ledger/filter';
import { ask, instantText, type Page, pageOf } from '../ledger/ledger';
import type { Database } from '../reading/database';
import { COUNTED } from './counts';

/** Seconds in which it was running, this very moment included. */
const ACTIVE = `(r.active_seconds + CASE WHEN r.active_since IS NULL THEN 0
  ELSE extract(epoch FROM clock_timestamp() - r.active_since) END)`;

/** A rate needs something to be taken of, and a remainder a total that is not passed already. */
const RATE = `CASE WHEN s.rows > 0 AND ${ACTIVE} > 0 THEN s.rows / ${ACTIVE} END`;

const RUN = `r.id::text, r.kind, r.mapping, r.state, r.dry_run AS "dryRun", r.incremental, r.with_parents AS "withParents",
  r.reverts::text, r.root_cause AS "rootCause", r.on_failure AS "onFailure", r.max_failures AS "maxFailures", r.rows_per_second AS "rowsPerSecond",
  r.requested_by AS "requestedBy", r.reason, r.planned_writes::text AS "plannedWrites", r.needs_approval AS "needsApproval",
  r.approved_by AS "approvedBy", ${instantText('r.approved_at')} AS "approvedAt", r.pause_reason AS "pauseReason", r.message, r.note,
  ${instantText('r.approval_expires_at')} AS "approvalExpiresAt", coalesce(r.approval_expires_at <= clock_timestamp(), false) AS "isApprovalOver",
  ${instantText('r.resume_at')} AS "resumesAt", r.throttled_by AS "throttledBy", r.rows_total::text AS "rowsTotal",
  s.rows::text AS "rowsDone", CASE WHEN s.n > 1 OR s.done > 0 THEN s.done::float8 / s.n END AS coverage,
  ${RATE} AS "ratePerSecond",
  CASE WHEN r.state = 'RUNNING' AND r.rows_total >= s.rows AND s.rows > 0 AND ${ACTIVE} > 0
    THEN ${instantText(`(clock_timestamp() + make_interval(secs => ((r.rows_total - s.rows) * ${ACTIVE} / s.rows)::float8))`)} END AS "etaAt",
  s.n AS segments, s.done AS "segmentsDone", s.given_up AS "segmentsFailed", s.workers, s.counts,
  ${instantText('r.created_at')} AS "createdAt", ${instantText('r.started_at')} AS "startedAt", ${instantText('r.finished_at')} AS "finishedAt"
  FROM counterpart.run r CROSS JOIN LATERAL (
    SELECT count(*)::integer AS n, count(*) FILTER (WHERE state = 'DONE')::integer AS done,
      count(*) FILTER (WHERE state = 'FAILED')::integer AS given_up,
      count(DISTINCT worker) FILTER (WHERE state = 'RUNNING' AND lease_until > clock_timestamp())::integer AS workers,
      coalesce(sum(rows), 0) AS rows,
      json_build_object(${COUNTED.map((count) => `'${count}', coalesce(sum(${count}), 0)`).join(', ')}) AS counts
    FROM counterpart.run_segment WHERE run_id = r.id) s`;

type RunRow = Omit<Run, 'counts'> & { counts: RunCounts };

const asRun = ({ counts, ...row }: RunRow): Run =>
  Object.assign(new Run(), row, { counts: Object.assign(new RunCounts(), counts) });

/** Null: there is no run of this id. */
export async function findRun(database: Database, id: string): Promise<Run | null> {
  const [row] = await ask<RunRow>(database, `SELECT ${RUN} WHERE r.id = $1::uuid`, [id]);
  return row === undefined ? null : asRun(row);
}

export interface RunFilter {
  readonly mapping?: string;
  /** Only of these; null or absent: of all. */
  readonly mappings?: readonly string[] | null;
  readonly kind?: string;
  readonly states?: readonly string[];
  readonly requestedBy?: string;
}

/** Runs, the newest first. The cursor is the time and the id of the last one. */
export async function listRuns(
  database: Database,
  filter: RunFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Run>> {
  const rows = await ask<RunRow>(
    database,
    `SELECT ${RUN} WHERE ($1::text IS NULL OR r.mapping = $1) AND ($2::text IS NULL OR r.kind = $2)
       AND ($3::text[] IS NULL OR r.state = ANY($3)) AND ($4::text IS NULL OR r.requested_by = $4)
       AND ($5::timestamptz IS NULL OR (r.created_at, r.id) < ($5, $6::uuid))
       AND ($7::text[] IS NULL OR r.mapping = ANY($7))
     ORDER BY r.created_at DESC, r.id DESC LIMIT ${first + 1}`,
    [
      filter.mapping ?? null,
      filter.kind ?? null,
      filter.states ?? null,
      filter.requestedBy ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.mappings ?? null,
    ],
  );
  return pageOf(rows.map(asRun), first);
}
