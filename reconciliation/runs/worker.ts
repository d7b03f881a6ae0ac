import { RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { changeState } from './change-state';
import { finishRun } from './finish-run';
import { keepHouse } from './housekeeping';
import { LaneWork } from './lane-work';
import type { RunSettings, RunTools } from './run-tools';
import type { SegmentQueue, Ticket } from './segment-queue';
import { claimSegment, type Segment } from './segments';

/** What a worker tells whoever watches it. */
export interface WorkerLog {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
}

/** How long a lane without work waits before it asks again. */
const IDLE_MS = 250;
const HOUSE_MS = 1_000;
/** How long to leave a database alone that does not answer. */
const TROUBLE_MS = 1_000;

/** Works on the segments of all runs, several at a time, until it is stopped. Any number may run, anywhere. */
export class Worker {
  private isStopping = false;
  private loops: Promise<void>[] = [];
  /** Ends the rests of all loops. */
  private readonly resting = new Set<() => void>();

  constructor(
    private readonly tools: RunTools,
    private readonly queue: SegmentQueue,
    private readonly settings: RunSettings,
    private readonly name: string,
    private readonly log: WorkerLog,
  ) {}

  start(): void {
    const lanes = Array.from({ length: this.settings.lanes }, (_, lane) =>
      this.repeat(() => this.workOnce(`${this.name}#${lane + 1}`)),
    );
    this.loops = [...lanes, this.repeat(() => this.keepHouse())];
  }

  /** Looks at once for what there is to do, instead of in a moment. */
  nudge(): void {
    for (const wake of this.resting) wake();
  }

  /** Finishes the batches that are being done and gives the segments back; the runs go on elsewhere. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.nudge();
    await Promise.all(this.loops);
  }

  /** Does something again and again; `work` says how many milliseconds to wait before the next time. */
  private async repeat(work: () => Promise<number>): Promise<void> {
    while (!this.isStopping) {
      const pause = await work().catch((error: unknown) => {
        this.log.warn({ err: error }, 'a worker could not go on for a moment');
        return TROUBLE_MS;
      });
      if (pause > 0 && !this.isStopping) await this.rest(pause);
    }
  }

  private async rest(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.resting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.resting.add(wake);
    });
  }

  private async keepHouse(): Promise<number> {
    await keepHouse(this.tools, this.queue, this.settings);
    return HOUSE_MS;
  }

  private async workOnce(worker: string): Promise<number> {
    const ticket = await this.queue.take();
    if (ticket === null) return IDLE_MS;
    await this.begin(ticket);
    const segment = await claimSegment(this.tools.sides.new, ticket, { worker, ...this.settings });
    await this.queue.drop(ticket);
    if (segment !== null) await this.workOn(segment);
    return 0;
  }

  /** The first ticket of a run sets it going. */
  private async begin({ runId }: Ticket): Promise<void> {
    const queued = await ask(
      this.tools.sides.new,
      "SELECT 1 FROM counterpart.run WHERE id = $1::uuid AND state = 'QUEUED'",
      [runId],
    );
    if (queued.length > 0) await changeState(this.tools.sides.new, runId, RunState.RUNNING);
  }

  private async workOn(segment: Segment): Promise<void> {
    const about = { run: segment.runId, segment: segment.ordinal, kind: segment.kind };
    this.log.info(about, 'works on a segment');
    const work = new LaneWork(this.tools, this.settings, segment, () => this.isStopping);
    const outcome = await work.run();
    if (outcome.error !== undefined) this.log.warn({ ...about, err: outcome.error }, outcome.message);
    else this.log.info(about, outcome.message);
    // What could not be told to the ledger is told when it can be reached again: a lease that lapses counts as a crash.
    for (let pause = TROUBLE_MS; !(await this.settle(work)) && !this.isStopping; pause = Math.min(pause * 2, 10_000))
      await this.rest(pause);
    work.end();
    if (this.isStopping) return;
    await finishRun(this.tools, segment.runId);
    // The plan has just made the segments, and nobody knows of them yet.
    if (segment.kind === 'PLAN') await keepHouse(this.tools, this.queue, this.settings);
  }

  private async settle(work: LaneWork): Promise<boolean> {
    try {
      await work.settle();
      return true;
    } catch (error) {
      this.log.warn({ err: error }, 'the ledger cannot be reached');
      return false;
    }
  }
}
