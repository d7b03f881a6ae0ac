import { OnFailure, PauseReason, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { StoppedByFailure } from '../loading/load-order';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { SchemaMismatch } from '../reading/schema-mismatch';
import { asRefusal } from '../writing/database-error';
import { Refusal, RefusalCode } from '../writing/refusal';
import { inTransaction } from '../writing/transaction';
import { ApprovalMissing, askForApproval } from './approval';
import { changeState, type Transition } from './change-state';
import { runGuards } from './guards';
import { Interrupted } from './hold';
import { pauseFor, pauseSeconds } from './pauses';
import { findOrder, isWriting, type RunOrder } from './run-order';
import { runSegment } from './run-segment';
import type { RunSettings, RunTools } from './run-tools';
import { SegmentHold } from './segment-hold';
import { addFailures, type Release, releaseSegment, renewLease, type Segment } from './segments';
import { CRASHES, canSplit, splitSegment } from './split-segment';

/** Attempts at one segment, each with an error that waiting for a database does not mend, before it is given up. */
const ATTEMPTS = 5;

/** How long a segment is left alone that this version cannot do. */
const UNKNOWN_SECONDS = 30;

/** Workers vanish over a segment, and it cannot be taken apart to find out why. */
class Hopeless extends Error {
  constructor() {
    super(`${CRASHES} workers in a row ended while they worked on a part of the run that cannot be divided`);
  }
}

export interface Outcome {
  readonly message: string;
  readonly error?: unknown;
}

/** One segment in the hands of one lane: the work with its lease, and what becomes of both. */
export class LaneWork {
  /** What the ledger has to be told, when it can be reached. */
  private settlement: () => Promise<void> = () => Promise.resolve();
  private hold: SegmentHold | null = null;
  private readonly lease: NodeJS.Timeout;

  constructor(
    private readonly tools: RunTools,
    private readonly settings: RunSettings,
    private readonly segment: Segment,
    private readonly isStopping: () => boolean,
  ) {
    this.lease = setInterval(() => this.renew(), (settings.leaseSeconds * 1_000) / 4);
  }

  async run(): Promise<Outcome> {
    try {
      const order = await findOrder(this.ledger, this.segment.runId);
      if (order === null) return { message: 'the run is gone' };
      return await this.follow(order);
    } catch (error) {
      return this.retried(error);
    }
  }

  /** Tells the ledger how it ended; may be repeated until it is told. */
  settle(): Promise<void> {
    return this.settlement();
  }

  /** Lets go of the segment. */
  end(): void {
    clearInterval(this.lease);
  }

  private get ledger(): Database {
    return this.tools.sides.new;
  }

  private async follow(order: RunOrder): Promise<Outcome> {
    const mapping = this.tools.mappings.find(({ name }) => name === order.mapping);
    if (mapping === undefined) return this.leftToOthers(order);
    const guards = runGuards(this.tools, this.settings, order, this.isStopping);
    this.hold = new SegmentHold(this.ledger, this.segment, guards);
    try {
      await this.work(order, mapping, this.hold);
      this.settlement = () => this.stopAtCap(order);
      return { message: 'a segment is done' };
    } catch (error) {
      return this.judge(error);
    } finally {
      guards.end();
    }
  }

  private work(order: RunOrder, mapping: Mapping, hold: SegmentHold): Promise<void> {
    if (this.segment.crashes < CRASHES) return runSegment(this.tools, this.settings, order, this.segment, hold);
    if (canSplit(this.segment, order.kind, mapping))
      return splitSegment(this.tools, mapping, this.segment, order.kind, hold);
    throw new Hopeless();
  }

  private renew(): void {
    renewLease(this.ledger, this.segment, this.settings.leaseSeconds)
      .then((isKept) => (isKept ? undefined : this.hold?.lose()))
      // A ledger that cannot be reached just now takes no late write either.
      .catch(() => undefined);
  }

  private judge(error: unknown): Outcome {
    if (error instanceof ApprovalMissing) return this.unapproved(error);
    if (error instanceof Interrupted) return this.interrupted(error);
    if (error instanceof StoppedByFailure || error instanceof SchemaMismatch) return this.failed(error.message);
    const pause = pauseFor(error);
    return pause === null ? this.retried(error) : this.paused(pause, error);
  }

  private interrupted({ message, pause }: Interrupted): Outcome {
    this.settlement = async () => {
      if (!(await this.release()) || pause === null) return;
      await this.pause(pause, message, { resumeIn: 2 });
    };
    return { message };
  }

  /** Several lanes may meet that at once: the first one asks. */
  private unapproved({ message, isMore }: ApprovalMissing): Outcome {
    const { runId } = this.segment;
    this.settlement = async () => {
      if (!(await this.release())) return;
      await inTransaction(this.tools.source, async (transaction) => {
        const transition = { message, pauseReason: PauseReason.APPROVAL_REQUIRED, from: [RunState.RUNNING] };
        if (await changeState(transaction, runId, RunState.PAUSED, transition))
          await askForApproval(transaction, this.tools, this.settings, runId, isMore);
      });
    };
    return { message };
  }

  /** A program of another version may have the mapping that this one does not know. */
  private leftToOthers({ mapping }: RunOrder): Outcome {
    this.settlement = async () => void (await this.release({ retryIn: UNKNOWN_SECONDS }));
    return { message: `this version has no mapping ${mapping}: the segment is left to others` };
  }

  private failed(message: string): Outcome {
    this.settlement = async () => {
      await this.release();
      await changeState(this.ledger, this.segment.runId, RunState.FAILED, { message });
    };
    return { message };
  }

  private paused(reason: PauseReason, error: unknown): Outcome {
    const side = reason === PauseReason.LEGACY_UNAVAILABLE ? 'legacy' : 'new';
    const message = `The ${side} database cannot be used just now; the run goes on by itself.`;
    this.settlement = async () => {
      if (!(await this.release())) return;
      const [run] = await ask<{ interruptions: number }>(
        this.ledger,
        'SELECT interruptions FROM counterpart.run WHERE id = $1::uuid',
        [this.segment.runId],
      );
      await this.pause(reason, message, { resumeIn: pauseSeconds(run?.interruptions ?? 0), isInterruption: true });
    };
    return { message, error };
  }

  /** An error is of this segment alone: others go on, and this one is tried again later. */
  private retried(error: unknown): Outcome {
    const refusal = asRefusal(error);
    const isKnown = refusal instanceof Refusal || refusal instanceof Hopeless;
    const message = isKnown ? refusal.message : 'an error inside Counterpart; its log says more';
    const isLast = this.segment.attempts + 1 >= ATTEMPTS || error instanceof Hopeless;
    this.settlement = async () => {
      const code = refusal instanceof Refusal ? refusal.code : RefusalCode.UNAVAILABLE;
      const release: Release = isLast
        ? { state: 'FAILED', error: message }
        : { retryIn: pauseSeconds(this.segment.attempts), error: message };
      if ((await this.release(release)) && isLast)
        await addFailures(this.ledger, this.segment.runId, [{ legacyId: null, code, message }]);
    };
    return { message: `a segment failed: ${message}`, error };
  }

  /** False: the segment is somebody else's by now, and so is the word about the run. */
  private release(release: Release = {}): Promise<boolean> {
    return releaseSegment(this.ledger, this.segment, release);
  }

  /** Only a run that is going on: one that somebody paused meanwhile must not go on by itself. */
  private async pause(pauseReason: PauseReason, message: string, rest: Transition): Promise<void> {
    const from = [RunState.RUNNING];
    await changeState(this.ledger, this.segment.runId, RunState.PAUSED, { message, pauseReason, from, ...rest });
  }

  /** Too many records that could not be written end a run that was told to go on after the first. */
  private async stopAtCap(order: RunOrder): Promise<void> {
    if (!isWriting(order)) return;
    const [sum] = await ask<{ failed: number }>(
      this.ledger,
      'SELECT sum(failed)::integer AS failed FROM counterpart.run_segment WHERE run_id = $1::uuid',
      [order.id],
    );
    const failed = sum?.failed ?? 0;
    if (failed <= (order.onFailure === OnFailure.STOP ? 0 : order.maxFailures)) return;
    const message = `${failed} records could not be done: see its failures.`;
    await changeState(this.ledger, order.id, RunState.FAILED, { message });
  }
}
