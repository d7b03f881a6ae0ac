import { type PauseReason, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { checkSwitches } from '../ledger/switches';
import { openExpired } from '../ledger/waived';
import type { Database } from '../reading/database';
import { changeState } from './change-state';
import { finishRun } from './finish-run';
import { isWriting, type RunOrder } from './run-order';
import type { RunSettings, RunTools } from './run-tools';
import type { SegmentQueue } from './segment-queue';
import { listOpen } from './segments';

/** Tickets of a run offered at a time; the rest are offered when these were taken. */
const OFFERED = 100;

type Resting = Pick<RunOrder, 'kind' | 'dryRun'> & { readonly id: string; readonly pause_reason: PauseReason };

/** Runs that wait for better times go on when their time has come and no switch forbids it. */
async function resumeRested(ledger: Database): Promise<void> {
  const resting = await ask<Resting>(
    ledger,
    `SELECT id::text, kind, dry_run AS "dryRun", pause_reason FROM counterpart.run
     WHERE state = 'PAUSED' AND resume_at <= clock_timestamp()`,
  );
  for (const run of resting) {
    if ((await checkSwitches(ledger, isWriting(run))) === null)
      await changeState(ledger, run.id, RunState.RUNNING, { isDue: true });
  }
}

/** Runs of which nothing is left; usually whoever did the last segment has ended them already. */
async function finishDone(tools: RunTools): Promise<void> {
  const done = await ask<{ id: string }>(
    tools.sides.new,
    `SELECT r.id::text FROM counterpart.run r WHERE r.state = 'RUNNING' AND NOT EXISTS (
       SELECT 1 FROM counterpart.run_segment s WHERE s.run_id = r.id AND s.state IN ('PENDING', 'RUNNING'))`,
  );
  for (const { id } of done) await finishRun(tools, id);
}

/**
 * What any worker does now and then, so that nothing has to be remembered by the one that died: goes on with what may go
 * on, offers every segment that waits or whose lease has lapsed, and ends what is done.
 */
export async function keepHouse(
  tools: RunTools,
  queue: SegmentQueue,
  { isReadOnly }: Pick<RunSettings, 'isReadOnly'>,
): Promise<void> {
  await resumeRested(tools.sides.new);
  const open = await listOpen(tools.sides.new, { limit: OFFERED, isReadOnly });
  for (const runId of new Set(open.map((segment) => segment.runId))) {
    await queue.offer(
      runId,
      open.filter((segment) => segment.runId === runId).map((segment) => segment.ordinal),
    );
  }
  await finishDone(tools);
  await openExpired(tools.sides.new);
}
