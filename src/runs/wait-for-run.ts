import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../entities/ledger/run';
import type { Database } from '../../reconciliation/reading/database';
import { findRun } from '../../reconciliation/runs/run-store';
import { isOver } from '../../reconciliation/runs/transitions';
import { isOutOfReach } from '../../reconciliation/writing/database-error';
import { ExitCode, Failure } from '../failure';
import { note } from '../output';
import { findHalt } from './run-halts';

/** Short runs should not wait for the next look, and long ones should not be looked at all the time. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** Databases are restarted; for how long one may be away before nobody believes that it comes back. */
const PATIENCE_MS = 10 * 60_000;

export interface Waiting {
  /** Told of the run at every look. */
  readonly onLook: (run: Run) => void;
  /** The time at which waiting ends, in milliseconds; null: it does not. */
  readonly deadline: number | null;
  /** Ends waiting at once. */
  readonly stopped: AbortSignal;
}

/** HALTED: it goes on only when somebody does something. TIMED_OUT and STOPPED: it goes on without being waited for. */
export type End = 'OVER' | 'HALTED' | 'TIMED_OUT' | 'STOPPED';

export interface Waited {
  readonly run: Run;
  readonly end: End;
}

/** Looks at runs in the ledger, whoever works on them, and bears with a database that is away for a while. */
class Lookout {
  private awaySince: number | null = null;

  constructor(
    private readonly database: Database,
    private readonly id: string,
  ) {}

  /** Null: the ledger cannot be read now. */
  async look(): Promise<Run | null> {
    try {
      const run = await findRun(this.database, this.id);
      this.awaySince = null;
      if (run === null) throw new Failure(`There is no run ${this.id}.`, ExitCode.usage);
      return run;
    } catch (error) {
      if (!isOutOfReach(error)) throw error;
      this.bear(error);
      return null;
    }
  }

  private bear(error: unknown): void {
    if (this.awaySince === null) {
      this.awaySince = Date.now();
      note('The new database does not answer; trying again.');
    }
    if (Date.now() - this.awaySince < PATIENCE_MS) return;
    const message = `The new database has not answered for a long time. The run stands in it and goes on when it is back: counterpart runs show ${this.id}`;
    throw new Failure(message, ExitCode.incomplete, { cause: error });
  }
}

function findEndOf(run: Run, { deadline, stopped }: Waiting): End | null {
  if (isOver(run.state)) return 'OVER';
  if (stopped.aborted) return 'STOPPED';
  if (findHalt(run) !== null) return 'HALTED';
  return deadline !== null && Date.now() >= deadline ? 'TIMED_OUT' : null;
}

/** Waits until a run is over, or until there is no sense in waiting any longer. */
export async function waitForRun(database: Database, id: string, waiting: Waiting): Promise<Waited> {
  const lookout = new Lookout(database, id);
  let last: Run | null = null;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const run: Run | null = (await lookout.look()) ?? last;
    if (run !== null) {
      waiting.onLook(run);
      const end = findEndOf(run, waiting);
      if (end !== null) return { run, end };
    }
    last = run;
    const rest = waiting.deadline === null ? pause : Math.min(pause, Math.max(0, waiting.deadline - Date.now()));
    // Being stopped is no fault.
    await sleep(rest, undefined, { signal: waiting.stopped }).catch(() => undefined);
  }
}
