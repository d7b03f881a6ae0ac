import { setTimeout as sleep } from 'node:timers/promises';
import { type Run, RunState } from '../../entities/ledger/run';
import type { Database } from '../reading/database';
import { findRun } from './run-store';
import { isOver } from './transitions';

const EVERY_MS = 500;
const SOON_MS = 1_000;
const LATER_MS = 5_000;

/** How long to wait before asking for a run again, in milliseconds; null: it is over. */
export function pollAfterMs(state: RunState): number | null {
  if (isOver(state)) return null;
  return state === RunState.PAUSED ? LATER_MS : SOON_MS;
}

/** What does not pass by itself: a rate and an end that is reckoned from it move with every look. */
const shownOf = (run: Run): string => JSON.stringify({ ...run, ratePerSecond: null, etaAt: null });

/**
 * A run as it stands: at once, and then whenever it changed, until it is over or `ended` fires. It is looked up in the
 * ledger twice a second, because whoever works on it may be another process on another machine. Ends without a word
 * when there is no such run; throws when the ledger cannot be read.
 */
export async function* watchRun(database: Database, id: string, ended: AbortSignal): AsyncGenerator<Run, void> {
  let shown = '';
  while (!ended.aborted) {
    const run = await findRun(database, id);
    if (run === null) return;
    if (shownOf(run) !== shown) yield run;
    shown = shownOf(run);
    if (isOver(run.state)) return;
    // Ending early is no fault.
    await sleep(EVERY_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
