import { type Run, RunState } from '../../entities/ledger/run';
import { grouped } from '../../reconciliation/reporting/exact';
import { isOver } from '../../reconciliation/runs/transitions';
import { createProgress, note, type Progress } from '../output';
import { inWords, secondsOf } from './run-times';

/** What people see of a run that is being waited for. */
export interface RunProgress {
  show(run: Run): void;
  stop(): void;
}

/** What is left at the rate so far. Taken from the rate, because the clock of the database may differ from this one. */
function findRest({ etaAt, ratePerSecond, rowsTotal, rowsDone }: Run): string[] {
  if (etaAt === null || ratePerSecond === null || ratePerSecond <= 0 || rowsTotal === null) return [];
  return [`${inWords(Math.max(0, Number(rowsTotal) - Number(rowsDone)) / ratePerSecond)} left`];
}

function findState({ state, pauseReason, message, rowsTotal }: Run): string[] {
  if (state === RunState.RUNNING) return rowsTotal === null ? ['counting'] : [];
  const because = pauseReason === null ? '' : ` (${pauseReason}${message === null ? '' : `: ${message}`})`;
  return [`${state}${because}`];
}

/** "12,345 rows/s, 3 min 20 s left, slowed down by …". */
export function describeProgress(run: Run): string {
  const { ratePerSecond, throttledBy } = run;
  const parts = [
    ...findState(run),
    ...(ratePerSecond === null ? [] : [`${grouped(Math.round(ratePerSecond))} rows/s`]),
    ...findRest(run),
    ...(throttledBy === null ? [] : [`slowed down by ${throttledBy}`]),
  ];
  return parts.join(', ') || 'starting';
}

function describeEnd(run: Run): string {
  const { mapping, state, rowsDone, counts } = run;
  const seconds = secondsOf(run);
  const written =
    counts.written === 0 ? '' : `, ${grouped(counts.written)} rows ${run.dryRun ? 'would be ' : ''}written`;
  return `${mapping}: ${state}, ${grouped(rowsDone)} records${written}${seconds === null ? '' : ` in ${inWords(seconds)}`}`;
}

/** A bar on a terminal, elsewhere a line at the start, every half minute, at every change of state and at the end. */
class ShownProgress implements RunProgress {
  private readonly progress: Progress;
  private state: string | null = null;
  private last: Run | null = null;

  constructor(title: string) {
    this.progress = createProgress(title);
  }

  show(run: Run): void {
    const state = `${run.state} ${run.pauseReason ?? ''}`;
    const done = Number(run.rowsDone);
    // Records come and go while they are counted.
    const total = run.rowsTotal === null ? null : Math.max(done, Number(run.rowsTotal));
    this.last = run;
    if (isOver(run.state)) return;
    this.progress.update(done, total, describeProgress(run), state !== this.state);
    this.state = state;
  }

  stop(): void {
    this.progress.stop();
    if (this.last !== null) note(describeEnd(this.last));
  }
}

/** Shows nothing at all where that was asked for. */
export const createRunProgress = (title: string, isShown: boolean): RunProgress =>
  isShown ? new ShownProgress(title) : { show: () => undefined, stop: () => undefined };
