import { PauseReason, type Run } from '../../entities/ledger/run';
import type { RunAnswer } from '../../reconciliation/runs/run-control';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { findRun } from '../../reconciliation/runs/run-store';
import { isOutOfReach } from '../../reconciliation/writing/database-error';
import { Refusal, RefusalCode } from '../../reconciliation/writing/refusal';
import { ExitCode } from '../failure';
import { note } from '../output';
import { exitCodeOf, type StopSignal, waitForStop } from '../signals';
import type { Remark } from './run-halts';
import type { WaitOptions } from './run-options';
import { judgeRun, type RunOutcome } from './run-outcome';
import type { RunSession } from './run-session';
import { deadlineOf, showWaiting, timeIsUp } from './show-waiting';
import type { Waited } from './wait-for-run';

/** Refusals for which something else than "not allowed" is to be told; see ExitCode. */
const REFUSALS: Readonly<Partial<Record<RefusalCode, ExitCode>>> = {
  [RefusalCode.INVALID_INPUT]: ExitCode.usage,
  [RefusalCode.NOT_FOUND]: ExitCode.usage,
  [RefusalCode.UNAVAILABLE]: ExitCode.incomplete,
  [RefusalCode.OUTCOME_UNKNOWN]: ExitCode.internal,
};

/** What was refused, in sentences with an exit code; 0 and no words: nothing was. */
export function remarkOf({ refusals }: RunAnswer): Remark {
  const [first] = refusals;
  if (first === undefined) return { exitCode: ExitCode.ok, reason: '' };
  const reason = refusals.map(({ code, message }) => `${code}: ${message}.`).join(' ');
  return { exitCode: REFUSALS[first.code] ?? ExitCode.refused, reason };
}

function absentIfOutOfReach(error: unknown): null {
  if (isOutOfReach(error)) return null;
  throw error;
}

/** The answer to a request; a refusal as well where the ledger cannot be reached. */
async function answered(request: Promise<RunAnswer>): Promise<RunAnswer> {
  const refusal = new Refusal(RefusalCode.UNAVAILABLE, 'the new database does not answer');
  return (await request.catch(absentIfOutOfReach)) ?? { run: null, refusals: [refusal.view()] };
}

/** After one of these nothing else is begun: the next run would end the same way. */
const LAST: readonly ExitCode[] = [ExitCode.interrupted, ExitCode.terminated, ExitCode.timedOut, ExitCode.usage];

const SWITCHES: readonly (PauseReason | null)[] = [PauseReason.STOPPED, PauseReason.READ_ONLY];

const isLast = ({ exitCode, run }: RunOutcome): boolean =>
  LAST.includes(exitCode) || (run !== null && SWITCHES.includes(run.pauseReason));

const notBegun = ({ mapping }: RunRequest, exitCode: ExitCode): RunOutcome => ({
  mapping: mapping.name,
  run: null,
  checks: [],
  exitCode,
  reason: 'Not begun.',
});

/** Starts runs and works on them until they are over, on behalf of one command. */
export class RunPerformer {
  private readonly stopping = new AbortController();
  private readonly deadline: number | null;
  private signal: StopSignal | null = null;
  private isWorking = false;

  constructor(
    private readonly session: RunSession,
    private readonly options: WaitOptions,
  ) {
    this.deadline = deadlineOf(options);
  }

  /** Starts a run for each request without waiting for any. */
  begin(requests: readonly RunRequest[]): Promise<RunOutcome[]> {
    return this.inTurn(requests, (request) => this.start(request));
  }

  /** Starts one run after the other, and works on each until it is over. */
  perform(requests: readonly RunRequest[]): Promise<RunOutcome[]> {
    return this.working(() =>
      this.inTurn(requests, async (request) => {
        const started = await this.start(request);
        return started.run === null ? started : await this.waitFor(started.run);
      }),
    );
  }

  /** Works on a run that was started before. */
  resume(run: Run): Promise<RunOutcome> {
    return this.working(() => this.waitFor(run));
  }

  private async inTurn(
    requests: readonly RunRequest[],
    perform: (request: RunRequest) => Promise<RunOutcome>,
  ): Promise<RunOutcome[]> {
    const outcomes: RunOutcome[] = [];
    for (const request of requests) {
      const last = this.signal === null ? outcomes.find(isLast)?.exitCode : exitCodeOf(this.signal);
      outcomes.push(last === undefined ? await perform(request) : notBegun(request, last));
    }
    return outcomes;
  }

  private async working<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    void waitForStop().then((signal) => {
      this.signal = signal;
      this.stopping.abort();
    });
    this.session.workshop.worker.start();
    this.isWorking = true;
    try {
      return await work();
    } finally {
      await this.stopWorking();
    }
  }

  /** What this process has in hand is finished; what is left stays for others. */
  private async stopWorking(): Promise<void> {
    if (this.isWorking) await this.session.workshop.worker.stop();
    this.isWorking = false;
  }

  private async start(request: RunRequest): Promise<RunOutcome> {
    const answer = await answered(this.session.workshop.control.start(request));
    return { mapping: request.mapping.name, run: answer.run, checks: [], ...remarkOf(answer) };
  }

  private async waitFor(run: Run): Promise<RunOutcome> {
    const database = this.session.databases.sides.new;
    const until = { deadline: this.deadline, stopped: this.stopping.signal };
    const waited = await showWaiting(database, run, this.options, until);
    const remarks = await this.endWaiting(waited);
    const now = remarks.length === 0 ? null : await findRun(database, run.id).catch(absentIfOutOfReach);
    return judgeRun(database, now ?? waited.run, this.options.failOn, remarks);
  }

  /** What became of the command itself, where the run is not over. */
  private async endWaiting({ run: { id }, end }: Waited): Promise<Remark[]> {
    if (end === 'TIMED_OUT') return [timeIsUp(id)];
    if (end !== 'STOPPED' || this.signal === null) return [];
    return this.signal === 'SIGINT' ? [await this.pause(id)] : [await this.leave(id, exitCodeOf(this.signal))];
  }

  private async pause(id: string): Promise<Remark> {
    note('Pausing; what is in hand is finished first. Ctrl-C again leaves at once.');
    const { control } = this.session.workshop;
    const refused = remarkOf(await answered(control.pause(this.session.config.operator, id))).reason;
    await this.stopWorking();
    const reason = refused || `Paused. It goes on with: counterpart runs resume ${id} --wait`;
    return { exitCode: ExitCode.interrupted, reason };
  }

  private async leave(id: string, exitCode: ExitCode): Promise<Remark> {
    await this.stopWorking();
    const reason = `Told to stop. The run goes on where others work on it: counterpart runs watch ${id}`;
    return { exitCode, reason };
  }
}
