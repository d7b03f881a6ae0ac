import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Database } from '../reading/database';
import { asMismatch } from '../reading/schema-mismatch';
import { isConnectionLost } from './database-error';
import { Refusal, RefusalCode } from './refusal';

type CommitListener = (milliseconds: number) => void;

const listeners = new WeakMap<DataSource, Set<CommitListener>>();

/** Learns how long each commit on a data source takes. Answers how to stop that. */
export function watchCommits(source: DataSource, listener: CommitListener): () => void {
  const known = listeners.get(source) ?? new Set();
  listeners.set(source, known.add(listener));
  return () => known.delete(listener);
}

/** Bytes that are handed to the connection at once: the server must not wait for whatever else this process does. */
const AT_ONCE = 16 * 1024 * 1024;

/** The session of one write. Everything between begin and commit happens entirely or not at all. */
export class WriteTransaction implements Database {
  readonly dialect = 'postgres';
  private open = true;

  private constructor(
    private readonly source: DataSource,
    private readonly runner: QueryRunner,
  ) {}

  static async begin(source: DataSource): Promise<WriteTransaction> {
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction('READ COMMITTED');
      await runner.query("SET LOCAL lock_timeout = '2s'");
      await runner.query("SET LOCAL idle_in_transaction_session_timeout = '30s'");
    } catch (error) {
      await release(runner);
      throw error;
    }
    return new WriteTransaction(source, runner);
  }

  /** False once it was committed, rolled back, or lost on the way to either. */
  get isOpen(): boolean {
    return this.open;
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.runner.query(sql, [...parameters])) as Row[];
    } catch (error) {
      throw asMismatch('new', error);
    }
  }

  /** Waits for this transaction's turn on a record, at most the lock timeout. Released when the transaction ends. */
  async takeTurn(name: string): Promise<void> {
    await this.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`counterpart/${name}`]);
  }

  /** Sends rows in COPY's text format. */
  async copy(sql: string, pieces: Iterable<Buffer>): Promise<void> {
    const client = (await this.runner.connect()) as ClientBase;
    await pipeline(Readable.from(pieces), client.query(copyFrom(sql, { highWaterMark: AT_ONCE })));
  }

  /** Carries out a part of the transaction, and undoes that part alone when it throws. */
  async inPart<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.query('SAVEPOINT part');
    try {
      const result = await work();
      await this.query('RELEASE SAVEPOINT part');
      return result;
    } catch (error) {
      if (!isConnectionLost(error)) {
        await this.query('ROLLBACK TO SAVEPOINT part');
        await this.query('RELEASE SAVEPOINT part');
      }
      throw error;
    }
  }

  async setSavepoint(): Promise<void> {
    await this.query('SAVEPOINT refusal');
  }

  async rollbackToSavepoint(): Promise<void> {
    await this.query('ROLLBACK TO SAVEPOINT refusal');
  }

  async rollback(): Promise<void> {
    if (!this.open) return;
    this.open = false;
    // A lost connection has rolled back by itself.
    await this.runner.rollbackTransaction().catch(() => undefined);
    await release(this.runner);
  }

  /**
   * Commits. When the connection is lost on the way, the server is asked on another one what became of the
   * transaction, because the answer alone was lost as often as the work.
   */
  async commit(): Promise<void> {
    const [row] = await this.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    this.open = false;
    const start = performance.now();
    try {
      await this.runner.commitTransaction();
      for (const listener of listeners.get(this.source) ?? []) listener(performance.now() - start);
    } catch (error) {
      await release(this.runner);
      if (!isConnectionLost(error)) throw error;
      await this.resolve(row?.xid ?? '');
      return;
    }
    await release(this.runner);
  }

  private async resolve(xid: string): Promise<void> {
    for (const pause of [50, 200, 500, 1_000, 2_000]) {
      const status = await this.statusOf(xid);
      if (status === 'committed') return;
      if (status === 'aborted')
        throw new Refusal(RefusalCode.UNAVAILABLE, 'the connection was lost and nothing was written; try again');
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    throw new Refusal(
      RefusalCode.OUTCOME_UNKNOWN,
      'the connection was lost during COMMIT and the server cannot be asked: repeat the request with the same idempotencyKey',
    );
  }

  private async statusOf(xid: string): Promise<string | null> {
    try {
      const rows = (await this.source.query('SELECT pg_xact_status($1::xid8) AS status', [xid])) as {
        status: string | null;
      }[];
      return rows[0]?.status ?? null;
    } catch {
      return null;
    }
  }
}

async function release(runner: QueryRunner): Promise<void> {
  await runner.release().catch(() => undefined);
}

/** Does some work in one transaction and commits it; it happens entirely or not at all. */
export async function inTransaction<Result>(
  source: DataSource,
  work: (transaction: WriteTransaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await WriteTransaction.begin(source);
  try {
    const result = await work(transaction);
    await transaction.commit();
    return result;
  } finally {
    await transaction.rollback();
  }
}
