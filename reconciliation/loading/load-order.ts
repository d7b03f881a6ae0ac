import type { DataSource } from 'typeorm';
import type { OnFailure } from '../../entities/ledger/run';
import type { Mapping } from '../mapping';
import type { RowSources, Sides } from '../reading/database';

/** What bulk work is done with. */
export interface LoadTools {
  /** The new side, for transactions. */
  readonly source: DataSource;
  readonly sides: Sides;
  readonly rows: RowSources;
  readonly mappings: readonly Mapping[];
}

/** Who wants bulk work done, and how. */
export interface LoadOrder {
  readonly actor: string;
  readonly reason: string;
  /** Everything is done and then rolled back; only what was counted stays. */
  readonly dryRun: boolean;
  readonly onFailure: OnFailure;
  /** Records that may fail before the run ends. */
  readonly maxFailures: number;
  /** Records a second that the run may go through; null: as fast as it goes. */
  readonly rowsPerSecond: number | null;
}

/** Ends a run at its first failures. What was done before, the rest of their batch included, is kept. */
export class StoppedByFailure extends Error {
  override readonly name = 'StoppedByFailure';

  constructor(readonly failures: number) {
    super(`stopped by ${failures} ${failures === 1 ? 'record' : 'records'} that could not be written`);
  }
}
