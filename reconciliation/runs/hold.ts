import type { PauseReason, RunCounts } from '../../entities/ledger/run';
import type { Database } from '../reading/database';

export type Counts = Readonly<Partial<RunCounts>>;

/** A record that a run could not do. */
export interface Failed {
  /** Null: the failure is of no single record. */
  readonly legacyId: string | null;
  /** A RefusalCode, or CRASHED. */
  readonly code: string;
  /** In words, without values of the record. */
  readonly message: string;
}

/** What a transaction did to its segment. */
export interface Progress {
  /** Added to the counts of the segment. */
  readonly counts?: Counts;
  readonly failures?: readonly Failed[];
  /** Every record of the segment up to and including this key is done, whatever happens next. */
  readonly doneUpTo?: string;
  /** Legacy ids of records that somebody else holds: they are tried again in a while, one by one. */
  readonly putOff?: readonly string[];
  /** Nothing of the segment is left. */
  readonly isDone?: boolean;
}

/** Ends the work on a segment without fault: the run may not go on, or somebody else has the segment by now. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    message: string,
    /** Why the run has to be paused; null: it is not running any more, or the segment was lost. */
    readonly pause: PauseReason | null = null,
  ) {
    super(message);
  }
}

/** A worker's hold on the segment that it works on. */
export interface Hold {
  readonly runId: string;
  /**
   * Called before each batch, with the number of records in it. Waits while a limit asks for it, and throws Interrupted
   * when a switch is on, the run was paused or cancelled, or the lease was lost.
   */
  beforeBatch(records: number): Promise<void>;
  /**
   * Called inside the transaction that did the work, before its audit entry and its commit: with it the work and its
   * place in the run are kept or lost together. Throws Interrupted when the lease was lost, however late the worker
   * woke up, or the run is not RUNNING any more.
   */
  checkpoint(transaction: Database, progress: Progress): Promise<void>;
}
