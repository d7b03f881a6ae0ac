import type { Run } from '../../entities/ledger/run';
import type { Database } from '../../reconciliation/reading/database';
import { ExitCode } from '../failure';
import type { Remark } from './run-halts';
import type { WaitOptions } from './run-options';
import { createRunProgress } from './run-progress';
import { type Waited, waitForRun } from './wait-for-run';

/** The time at which a command that begins now stops waiting; null: it does not. */
export const deadlineOf = ({ timeout }: WaitOptions): number | null =>
  timeout === undefined ? null : Date.now() + timeout * 1000;

/** Waits for a run and shows how far it is. */
export async function showWaiting(
  database: Database,
  run: Run,
  options: WaitOptions,
  { deadline, stopped }: { deadline: number | null; stopped: AbortSignal },
): Promise<Waited> {
  const progress = createRunProgress(run.mapping, options.progress);
  try {
    return await waitForRun(database, run.id, { onLook: (seen) => progress.show(seen), deadline, stopped });
  } finally {
    progress.stop();
  }
}

/** What is told where nobody waits for a run any longer. */
export const timeIsUp = (id: string): Remark => ({
  exitCode: ExitCode.timedOut,
  reason: `The time is up. The run goes on where others work on it: counterpart runs watch ${id}`,
});
