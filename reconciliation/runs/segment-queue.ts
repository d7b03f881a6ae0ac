import PgBoss from 'pg-boss';
import { isTransient } from '../writing/database-error';

/** Sends the queue's statements, as the driver answers them. */
export interface QueueDatabase {
  executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** An invitation to work on a segment. Whoever takes it still has to claim the segment itself. */
export interface Ticket {
  readonly id: string;
  readonly runId: string;
  readonly ordinal: number;
}

interface TicketData {
  readonly runId: string;
  readonly ordinal: number;
}

const SCHEMA = 'counterpart_queue';
const QUEUE = 'segments';

/** A ticket that was taken and never given back returns to the queue after this time. */
const EXPIRE_SECONDS = 60;

/**
 * The tickets of all runs, in the database of the ledger. The queue hands each ticket to one worker, holds it back as
 * long as it is told, and brings it back when its worker died. It is never the truth: what has to be done is said by
 * the segments, and a ticket that was lost or handed out twice costs nothing but time.
 */
export class SegmentQueue {
  private constructor(private readonly boss: PgBoss) {}

  /** `onError` learns of what fails in the background; nothing is lost by it. */
  static async open(database: QueueDatabase, onError: (error: unknown) => void): Promise<SegmentQueue> {
    const boss = new PgBoss({
      db: database,
      schema: SCHEMA,
      schedule: false,
      expireInSeconds: EXPIRE_SECONDS,
      maintenanceIntervalSeconds: EXPIRE_SECONDS,
      deleteAfterHours: 1,
    });
    boss.on('error', onError);
    await makeQueue(boss);
    return new SegmentQueue(boss);
  }

  async offer(runId: string, ordinals: readonly number[]): Promise<void> {
    if (ordinals.length === 0) return;
    await this.boss.insert(
      ordinals.map(
        (ordinal): PgBoss.JobInsert<TicketData> => ({
          name: QUEUE,
          data: { runId, ordinal },
          singletonKey: `${runId}/${ordinal}`,
        }),
      ),
    );
  }

  async take(): Promise<Ticket | null> {
    const [job] = await this.boss.fetch<TicketData>(QUEUE);
    return job === undefined ? null : { id: job.id, ...job.data };
  }

  /** The ticket did its part, whatever became of the segment. */
  async drop(ticket: Ticket): Promise<void> {
    await this.boss.deleteJob(QUEUE, ticket.id);
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false, wait: true });
  }
}

const ATTEMPTS = 5;

/** Several programs may start at the same moment and get in each other's way: then one goes first. */
async function makeQueue(boss: PgBoss): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await boss.start();
      // Short: of each segment one ticket waits at most, however often it is offered.
      if ((await boss.getQueue(QUEUE)) === null)
        await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', retryLimit: 3 });
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * attempt + Math.random() * 200));
    }
  }
}
