import type { Database, Sides } from '../reading/database';
import { isLockTimeout } from '../writing/database-error';
import { CommitLatency } from './commit-latency';
import { type Lag, LegacyLag } from './legacy-lag';
import { takePlace } from './rate-limit';

/** How much load a process may put on the databases. */
export interface LoadLimits {
  /** Records a second of each run, over all its workers; null: as fast as it goes. */
  readonly rowsPerSecond: number | null;
  /** Seconds that a legacy replica may be behind; 0: it is not looked at. */
  readonly legacyLag: number;
  /** A SELECT that gives those seconds; null: the server itself is asked. */
  readonly legacyLagQuery: string | null;
  /** Milliseconds that a commit on the new side may take; 0: it is not looked at. */
  readonly commitLatency: number;
}

/** What all runs and lanes of a process measure together. One for the life of the process. */
export class Load {
  readonly ledger: Database;
  readonly lag: LegacyLag;
  readonly latency: CommitLatency;

  /** `say` is told once of what cannot be measured, for the log. */
  constructor(
    sides: Sides,
    readonly limits: LoadLimits,
    say: (message: string) => void,
  ) {
    this.ledger = sides.new;
    this.lag = new LegacyLag(sides.legacy, limits.legacyLagQuery, say);
    this.latency = new CommitLatency(limits.commitLatency);
  }
}

/** How long to wait before the replica is looked at again. */
const LAG_INTERVAL_MS = 1_000;

/** The longest that nobody asks whether the wait is still wanted. */
const LONGEST_STEP_MS = 500;

/** Holds the batches of a lane back while a limit asks for it. */
export class Throttle {
  private waitsFor: string | null = null;

  constructor(
    private readonly load: Load,
    private readonly run: {
      readonly id: string;
      /** The run's own limit; null: that of the process. */
      readonly rowsPerSecond: number | null;
    },
    /** Asked at the begin of a wait and then every half second: true breaks it off. `reason` says what it waits for. */
    private readonly isStopped: () => boolean | Promise<boolean>,
  ) {}

  /** What slows the run down, in words: what is waited for now, or was before the batch that is worked on; null: nothing. */
  get reason(): string | null {
    return this.waitsFor;
  }

  /** Waits until so many records may be worked on. Answers whether it was broken off: then they may not. */
  async wait(records: number): Promise<boolean> {
    this.waitsFor = null;
    return (await this.awaitReplica()) || (await this.awaitCommits()) || (await this.awaitPlace(records));
  }

  private async awaitReplica(): Promise<boolean> {
    const { lag, limits } = this.load;
    if (limits.legacyLag === 0) return false;
    for (;;) {
      const reason = lateReason(await lag.read(), limits.legacyLag);
      if (reason === null) return false;
      this.waitsFor = reason;
      if (await this.sleep(LAG_INTERVAL_MS)) return true;
    }
  }

  private async awaitCommits(): Promise<boolean> {
    let isBrokenOff = false;
    const sleep = async (milliseconds: number): Promise<boolean> => {
      isBrokenOff = await this.sleep(milliseconds);
      return isBrokenOff;
    };
    await this.load.latency.enter(this, sleep, (median) => {
      const limit = this.load.limits.commitLatency;
      this.waitsFor = `the new database takes ${Math.round(median)} ms for a commit (limit ${limit} ms)`;
    });
    return isBrokenOff;
  }

  private async awaitPlace(records: number): Promise<boolean> {
    const limit = this.run.rowsPerSecond ?? this.load.limits.rowsPerSecond;
    if (limit === null || records === 0) return false;
    const wait = await this.takePlace(records, limit);
    if (wait === null) return true;
    if (wait <= 0) return false;
    this.waitsFor ??= `the limit of ${limit} rows a second`;
    const isBrokenOff = await this.sleep(wait);
    // Whoever takes the batch up again stands in the line again.
    if (isBrokenOff) await this.takePlace(-records, limit);
    return isBrokenOff;
  }

  /**
   * A place in the line, or one given back. A batch of another worker that is just being committed may hold the run for
   * longer than the ledger waits. Null: it was broken off.
   */
  private async takePlace(records: number, limit: number): Promise<number | null> {
    for (;;) {
      try {
        return await takePlace(this.load.ledger, this.run.id, records, limit);
      } catch (error) {
        if (!isLockTimeout(error)) throw error;
        if (await this.isStopped()) return null;
      }
    }
  }

  /** Answers whether it was broken off. */
  private async sleep(milliseconds: number): Promise<boolean> {
    for (const end = Date.now() + milliseconds; ; ) {
      if (await this.isStopped()) return true;
      const left = end - Date.now();
      if (left <= 0) return false;
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_STEP_MS)));
    }
  }
}

function lateReason(lag: Lag, limit: number): string | null {
  if (lag === null) return null;
  if ('problem' in lag) return `nobody knows how far the legacy replica is behind: ${lag.problem}`;
  return lag.seconds > limit ? `the legacy replica is ${Math.round(lag.seconds)} s behind (limit ${limit} s)` : null;
}
