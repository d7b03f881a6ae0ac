import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';
import type { Failed } from './hold';

export type SegmentKind = 'PLAN' | 'RANGE' | 'EXTRA' | 'KEYS' | 'CHANGES';

/** What a segment is about, as it is planned. */
export interface SegmentPlan {
  readonly kind: SegmentKind;
  /** RANGE: legacy keys from this one on and before that one; null: no end. */
  readonly from?: string | null;
  readonly before?: string | null;
  /** KEYS: legacy ids. CHANGES: `change/<id>` and `bulk/<id>`, the newest first. */
  readonly keys?: readonly string[];
}

/** A segment that a worker holds. */
export interface Segment {
  readonly runId: string;
  readonly ordinal: number;
  readonly kind: SegmentKind;
  readonly from: string | null;
  readonly before: string | null;
  readonly keys: readonly string[] | null;
  /** Grows with every claim: a worker that lost its lease is known by an older number. */
  readonly fence: string;
  /** Attempts that failed with an error. */
  readonly attempts: number;
  /** How often a worker vanished while it held the segment. */
  readonly crashes: number;
  /** Everything up to and including this key is done. */
  readonly doneUpTo: string | null;
}

const SEGMENT = `run_id::text AS "runId", ordinal, kind, first_key AS "from", before_key AS before, keys, fence::text, attempts,
  crashes, done_up_to AS "doneUpTo"`;

export interface Added {
  /** Passed on to the parts of a segment that was cut up because of them. */
  readonly crashes?: number;
  /** Seconds before they may be begun. */
  readonly retryIn?: number;
}

/** Appends segments to a run. */
export async function addSegments(
  database: Database,
  runId: string,
  plans: readonly SegmentPlan[],
  { crashes = 0, retryIn = 0 }: Added = {},
): Promise<void> {
  await ask(
    database,
    `INSERT INTO counterpart.run_segment (run_id, ordinal, kind, first_key, before_key, keys, state, crashes, retry_at)
     SELECT $1::uuid, coalesce((SELECT max(ordinal) FROM counterpart.run_segment WHERE run_id = $1::uuid), -1) + place,
       p->>'kind', p->>'from', p->>'before', (SELECT array_agg(k ORDER BY o) FROM json_array_elements_text(
         CASE WHEN json_typeof(p->'keys') = 'array' THEN p->'keys' ELSE '[]' END) WITH ORDINALITY AS e(k, o)), 'PENDING', $3, clock_timestamp() + make_interval(secs => $4::float8)
     FROM json_array_elements($2::json) WITH ORDINALITY AS u(p, place)`,
    [runId, JSON.stringify(plans), crashes, retryIn],
  );
}

export interface Claim {
  /** Who takes it. */
  readonly worker: string;
  readonly leaseSeconds: number;
  /** Takes no segment of a run that writes. */
  readonly isReadOnly: boolean;
}

/**
 * Takes a segment of a running run for as long as the lease lasts, counted by the database's clock; null: somebody has
 * it, it is done, or its time has not come. The claim is committed before the work, so that a crash is seen by it.
 */
export async function claimSegment(
  database: Database,
  { runId, ordinal }: { runId: string; ordinal: number },
  { worker, leaseSeconds, isReadOnly }: Claim,
): Promise<Segment | null> {
  const [segment] = await ask<Segment>(
    database,
    `WITH free AS (SELECT s.run_id, s.ordinal, s.state AS was FROM counterpart.run_segment s
       JOIN counterpart.run r ON r.id = s.run_id
       WHERE s.run_id = $1::uuid AND s.ordinal = $2 AND r.state = 'RUNNING' AND (r.kind = 'COMPARE' OR r.dry_run OR NOT $5)
         AND (s.state = 'PENDING' AND coalesce(s.retry_at <= clock_timestamp(), true)
           OR s.state = 'RUNNING' AND s.lease_until < clock_timestamp())
       FOR UPDATE OF s SKIP LOCKED),
     claimed AS (UPDATE counterpart.run_segment s SET state = 'RUNNING', worker = $3, fence = s.fence + 1, retry_at = NULL,
         lease_until = clock_timestamp() + make_interval(secs => $4::float8),
         crashes = s.crashes + CASE WHEN free.was = 'RUNNING' THEN 1 ELSE 0 END
       FROM free WHERE s.run_id = free.run_id AND s.ordinal = free.ordinal RETURNING s.*)
     SELECT ${SEGMENT} FROM claimed`,
    [runId, ordinal, worker, leaseSeconds, isReadOnly],
  );
  return segment ?? null;
}

/** Keeps the lease; false: it was lost, and somebody else may have the segment. */
export async function renewLease(database: Database, segment: Segment, leaseSeconds: number): Promise<boolean> {
  const kept = await ask(
    database,
    `WITH kept AS (UPDATE counterpart.run_segment SET lease_until = clock_timestamp() + make_interval(secs => $4::float8)
       WHERE run_id = $1::uuid AND ordinal = $2 AND fence = $3 AND state = 'RUNNING' RETURNING ordinal) SELECT * FROM kept`,
    [segment.runId, segment.ordinal, segment.fence, leaseSeconds],
  );
  return kept.length > 0;
}

export interface Release {
  /** Absent: it is free for the next worker. FAILED: it was given up. */
  readonly state?: 'FAILED';
  readonly retryIn?: number;
  /** What went wrong, which counts as an attempt. */
  readonly error?: string;
}

/** Gives a segment back; false: it was lost in the meantime, and nothing is changed. */
export async function releaseSegment(
  database: Database,
  segment: Segment,
  { state, retryIn, error }: Release = {},
): Promise<boolean> {
  const released = await ask(
    database,
    `WITH released AS (UPDATE counterpart.run_segment SET state = $4, worker = NULL, lease_until = NULL, error = coalesce($6, error),
       retry_at = clock_timestamp() + make_interval(secs => $5::float8),
       attempts = attempts + CASE WHEN $6::text IS NULL THEN 0 ELSE 1 END
     WHERE run_id = $1::uuid AND ordinal = $2 AND fence = $3 AND state = 'RUNNING' RETURNING ordinal) SELECT * FROM released`,
    [segment.runId, segment.ordinal, segment.fence, state ?? 'PENDING', retryIn ?? null, error ?? null],
  );
  return released.length > 0;
}

/** Samples are enough to find out what is wrong; the counts are of all. */
const SAMPLES = 1_000;

export async function addFailures(database: Database, runId: string, failures: readonly Failed[]): Promise<void> {
  if (failures.length === 0) return;
  await ask(
    database,
    `INSERT INTO counterpart.run_failure (run_id, legacy_id, code, message)
     SELECT $1::uuid, l, c, m FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS u(l, c, m, place)
     WHERE place <= $5 - (SELECT count(*) FROM counterpart.run_failure WHERE run_id = $1::uuid) ORDER BY place`,
    [
      runId,
      failures.map((failure) => failure.legacyId),
      failures.map((failure) => failure.code),
      failures.map((failure) => failure.message),
      SAMPLES,
    ],
  );
}

/** Segments that somebody could work on now, at most so many of each run. Those of a revert come one by one: what was written last goes first. */
export function listOpen(
  database: Database,
  { limit, isReadOnly }: { limit: number; isReadOnly: boolean },
): Promise<{ runId: string; ordinal: number }[]> {
  return ask(
    database,
    `SELECT o.run_id::text AS "runId", o.ordinal FROM counterpart.run r CROSS JOIN LATERAL (
       SELECT s.run_id, s.ordinal FROM counterpart.run_segment s WHERE s.run_id = r.id AND (s.state = 'PENDING' AND coalesce(s.retry_at <= clock_timestamp(), true)
         OR s.state = 'RUNNING' AND s.lease_until < clock_timestamp())
       AND (r.kind <> 'REVERT' OR NOT EXISTS (SELECT 1 FROM counterpart.run_segment e
         WHERE e.run_id = s.run_id AND e.ordinal < s.ordinal AND e.state IN ('PENDING', 'RUNNING')))
       ORDER BY s.ordinal LIMIT $1) o
     WHERE r.state IN ('QUEUED', 'RUNNING') AND (r.kind = 'COMPARE' OR r.dry_run OR NOT $2)
     ORDER BY r.created_at, o.ordinal`,
    [limit, isReadOnly],
  );
}
