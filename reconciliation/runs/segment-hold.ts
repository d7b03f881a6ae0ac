import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';
import { COUNTED } from './counts';
import { type Hold, Interrupted, type Progress } from './hold';
import { addFailures, addSegments, type Segment } from './segments';

/** What a worker checks before each batch of a segment. */
export interface Guards {
  /** Ends the work when the program is told to stop. */
  readonly isStopping: () => boolean;
  /** Throws Interrupted while a switch is on or the run needs somebody's word; waits as long as a limit asks for. */
  readonly beforeBatch: (records: number) => Promise<void>;
  /** Asked inside the transaction of each batch: throws Interrupted when it may not be kept. */
  readonly beforeCommit: (transaction: Database, progress: Progress) => Promise<void>;
}

/** After which records that were busy are tried again. */
const LATER_SECONDS = 5;

const LOST = 'another worker has the segment by now';

/** The hold on one claimed segment. */
export class SegmentHold implements Hold {
  readonly runId: string;
  private isLost = false;

  constructor(
    private readonly database: Database,
    private readonly segment: Segment,
    private readonly guards: Guards,
  ) {
    this.runId = segment.runId;
  }

  /** Told by whoever renews the lease. */
  lose(): void {
    this.isLost = true;
  }

  async beforeBatch(records: number): Promise<void> {
    if (this.guards.isStopping()) throw new Interrupted('this worker was told to stop');
    if (this.isLost) throw new Interrupted(LOST);
    const [run] = await ask<{ state: string }>(this.database, 'SELECT state FROM counterpart.run WHERE id = $1::uuid', [
      this.runId,
    ]);
    if (run?.state !== 'RUNNING') throw new Interrupted(`the run is ${run?.state ?? 'gone'}`);
    await this.guards.beforeBatch(records);
    if (this.guards.isStopping()) throw new Interrupted('this worker was told to stop');
  }

  async checkpoint(transaction: Database, progress: Progress): Promise<void> {
    if (this.isLost) throw new Interrupted(LOST);
    // Whoever pauses or cancels the run waits for this transaction, or this one for them.
    const running = await ask(
      transaction,
      "SELECT 1 FROM counterpart.run WHERE id = $1::uuid AND state = 'RUNNING' FOR SHARE",
      [this.runId],
    );
    if (running.length === 0) throw new Interrupted('the run is not running any more');
    await this.guards.beforeCommit(transaction, progress);
    if (!(await this.store(transaction, progress))) {
      this.isLost = true;
      throw new Interrupted(LOST);
    }
    await addFailures(transaction, this.runId, progress.failures ?? []);
    const { putOff: keys = [] } = progress;
    if (keys.length > 0)
      await addSegments(transaction, this.runId, [{ kind: 'KEYS', keys }], { retryIn: LATER_SECONDS });
  }

  /** Progress shows that it is not the segment that workers die of. */
  private async store(transaction: Database, { counts = {}, doneUpTo, isDone = false }: Progress): Promise<boolean> {
    const sums = COUNTED.map((count, index) => `${count} = ${count} + $${index + 6}`).join(', ');
    const stored = await ask(
      transaction,
      `WITH stored AS (UPDATE counterpart.run_segment SET done_up_to = coalesce($4, done_up_to), ${sums},
         crashes = CASE WHEN $4::text IS NULL THEN crashes ELSE 0 END,
         state = CASE WHEN $5 THEN 'DONE' ELSE state END, worker = CASE WHEN $5 THEN NULL ELSE worker END,
         lease_until = CASE WHEN $5 THEN NULL ELSE lease_until END
       WHERE run_id = $1::uuid AND ordinal = $2 AND fence = $3 AND state = 'RUNNING' RETURNING ordinal) SELECT * FROM stored`,
      [
        this.runId,
        this.segment.ordinal,
        this.segment.fence,
        doneUpTo ?? null,
        isDone,
        ...COUNTED.map((count) => counts[count] ?? 0),
      ],
    );
    return stored.length > 0;
  }
}
