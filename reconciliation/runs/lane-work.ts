import { OnFailure, PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { StoppedByFailure } from '../loading/load-order';
import { SchemaMismatch } from '../reading/schema-mismatch';
import { asRefusal } from '../writing/database-error';
import { Refusal, RefusalCode } from '../writing/refusal';
import { changeState, type Transition } from './change-state';
import { runGuards } from './guards';
import { Interrupted } from './hold';
import { pauseFor, pauseSeconds } from './pauses';
import { findOrder, type RunOrder } from './run-order';
import { runSegment } from './run-segment';
import { mappingOf, type RunSettings, type RunTools } from './run-tools';
import { SegmentHold } from './segment-hold';
import { addFailures, type Release, releaseSegment, renewLease, type Segment } from './segments';
import { CRASHES, splitSegment } from './split-segment';

/** Attempts at one segment, each with an error that waiting for a database does not mend, before it is given up. */
const ATTEMPTS = 5;

export interface Outcome {
  readonly message: string;
  readonly error?: unknown;
}

/** One segment in the hands of one lane: the work with its lease, and what becomes of both. */
export class LaneWork {
  /** What the ledger has to be told, when it can be reached. */
  private settlement: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly tools: RunTools,
    private readonly settings: RunSettings,
    private readonly segment: Segment,
    private readonly isStopping: () => boolean,
  ) {}

  async run(): Promise<Outcome> {
    const order = await findOrder(this.tools.sides.new, this.segment.runId);
    if (order === null) return { message: 'the run is gone' };
    const guards = runGuards(this.tools, this.settings, order, this.isStopping);
    const hold = new SegmentHold(this.tools.sides.new, this.segment, guards);
    const lease = this.keepLease(hold);
    try {
      await this.work(order, hold);
      this.settlement = () => this.stopAtCap(order);
      return { message: 'a segment is done' };
    } catch (error) {
      return this.judge(order, error);
    } finally {
      clearInterval(lease);
      guards.end();
    }
  }

  /** Tells the ledger how it ended; may be repeated until it is told. */
  settle(): Promise<void> {
    return this.settlement();
  }

  private work(order: RunOrder, hold: SegmentHold): Promise<void> {
    const isSuspicious = this.segment.crashes >= CRASHES && ['RANGE', 'KEYS'].includes(this.segment.kind);
    return isSuspicious
      ? splitSegment(
          this.tools,
          mappingOf(this.tools, order.mapping),
          this.segment,
          order.kind === RunKind.COMPARE,
          hold,
        )
      : runSegment(this.tools, this.settings, order, this.segment, hold);
  }

  private keepLease(hold: SegmentHold): NodeJS.Timeout {
    const { leaseSeconds } = this.settings;
    return setInterval(
      () => {
        renewLease(this.tools.sides.new, this.segment, leaseSeconds)
          .then((isKept) => (isKept ? undefined : hold.lose()))
          // A ledger that cannot be reached just now takes no late write either.
          .catch(() => undefined);
      },
      (leaseSeconds * 1_000) / 4,
    );
  }

  private judge(order: RunOrder, error: unknown): Outcome {
    if (error instanceof Interrupted) return this.interrupted(error);
    if (error instanceof StoppedByFailure || error instanceof SchemaMismatch) return this.failed(error.message);
    const pause = pauseFor(error);
    return pause === null ? this.retried(error) : this.paused(order, pause, error);
  }

  private interrupted({ message, pause }: Interrupted): Outcome {
    this.settlement = async () => {
      await this.release();
      if (pause === null) return;
      const isForPerson = pause === PauseReason.APPROVAL_REQUIRED;
      await this.pause(pause, message, isForPerson ? {} : { resumeIn: 2 });
    };
    return { message };
  }

  private failed(message: string): Outcome {
    this.settlement = async () => {
      await this.release();
      await changeState(this.tools.sides.new, this.segment.runId, RunState.FAILED, { message });
    };
    return { message };
  }

  private paused(order: RunOrder, reason: PauseReason, error: unknown): Outcome {
    const side = reason === PauseReason.LEGACY_UNAVAILABLE ? 'legacy' : 'new';
    const message = `The ${side} database cannot be used just now; the run goes on by itself.`;
    this.settlement = async () => {
      await this.release();
      const [run] = await ask<{ interruptions: number }>(
        this.tools.sides.new,
        'SELECT interruptions FROM counterpart.run WHERE id = $1::uuid',
        [order.id],
      );
      await this.pause(reason, message, { resumeIn: pauseSeconds(run?.interruptions ?? 0), isInterruption: true });
    };
    return { message, error };
  }

  /** An error is of this segment alone: others go on, and this one is tried again later. */
  private retried(error: unknown): Outcome {
    const refusal = asRefusal(error);
    const message = refusal instanceof Refusal ? refusal.message : 'an error inside Counterpart; its log says more';
    const isLast = this.segment.attempts + 1 >= ATTEMPTS;
    this.settlement = async () => {
      const code = refusal instanceof Refusal ? refusal.code : RefusalCode.UNAVAILABLE;
      if (isLast) await addFailures(this.tools.sides.new, this.segment.runId, [{ legacyId: null, code, message }]);
      await this.release(
        isLast ? { state: 'FAILED', error: message } : { retryIn: pauseSeconds(this.segment.attempts), error: message },
      );
    };
    return { message: `a segment failed: ${message}`, error };
  }

  private release(release: Release = {}): Promise<void> {
    return releaseSegment(this.tools.sides.new, this.segment, release);
  }

  private async pause(pauseReason: PauseReason, message: string, rest: Transition): Promise<void> {
    await changeState(this.tools.sides.new, this.segment.runId, RunState.PAUSED, { message, pauseReason, ...rest });
  }

  /** Too many failures end a run that was told to go on after the first. */
  private async stopAtCap({ id, onFailure, maxFailures }: RunOrder): Promise<void> {
    const [sum] = await ask<{ failed: number }>(
      this.tools.sides.new,
      'SELECT sum(failed)::integer AS failed FROM counterpart.run_segment WHERE run_id = $1::uuid',
      [id],
    );
    const failed = sum?.failed ?? 0;
    if (failed <= (onFailure === OnFailure.STOP ? 0 : maxFailures)) return;
    const message = `${failed} records could not be done: see its failures.`;
    await changeState(this.tools.sides.new, id, RunState.FAILED, { message });
  }
}
