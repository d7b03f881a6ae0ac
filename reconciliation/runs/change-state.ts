import type { PauseReason, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';
import { isOver, statesBefore } from './transitions';

export interface Transition {
  /** In words, for people. */
  readonly message?: string;
  readonly pauseReason?: PauseReason;
  /** Seconds after which it goes on by itself. */
  readonly resumeIn?: number;
  /** Counted, so that pauses between attempts grow; absent: the count starts anew. */
  readonly isInterruption?: boolean;
  /** Only from these states; absent: from all that the table allows. */
  readonly from?: readonly RunState[];
  /** Only when it was to go on by itself by now. */
  readonly isDue?: boolean;
}

/**
 * Passes a run to another state, where the table of transitions allows it; false: it does not, or there is no such run.
 * Waits for whoever is just committing work of the run.
 */
export async function changeState(
  database: Database,
  runId: string,
  next: RunState,
  { message, pauseReason, resumeIn, isInterruption = false, from = statesBefore(next), isDue = false }: Transition = {},
): Promise<boolean> {
  const changed = await ask(
    database,
    `WITH changed AS (UPDATE counterpart.run SET state = $2::text, message = $3, pause_reason = $4,
       resume_at = clock_timestamp() + make_interval(secs => $5::float8),
       interruptions = CASE WHEN $6 THEN interruptions + 1 WHEN $2::text = 'RUNNING' THEN interruptions ELSE 0 END,
       throttled_by = NULL,
       started_at = CASE WHEN $2::text = 'RUNNING' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
       finished_at = CASE WHEN $7 THEN clock_timestamp() END,
       active_seconds = active_seconds
         + CASE WHEN active_since IS NULL THEN 0 ELSE extract(epoch FROM clock_timestamp() - active_since) END,
       active_since = CASE WHEN $2::text = 'RUNNING' THEN clock_timestamp() END
     WHERE id = $1::uuid AND state = ANY($8) AND (NOT $9 OR resume_at <= clock_timestamp()) RETURNING id) SELECT id FROM changed`,
    [runId, next, message ?? null, pauseReason ?? null, resumeIn ?? null, isInterruption, isOver(next), from, isDue],
  );
  return changed.length > 0;
}
