import type { Pool, PoolConnection } from 'mysql2';
import type { TextRows } from '../../reconciliation/reading/database';
import { orSilence } from './idle-limit';

const BATCH = 2_000;

/** Rows of a slow server are handed on after this time, so that it is not taken for a silent one. */
const PATIENCE_MS = 1_000;

type Row = (string | null)[];

/** Batches that arrived and were not taken yet. The server is held back while one waits, so memory stays bounded. */
class Arrivals {
  private readonly ready: Row[][] = [];
  private filling: Row[] = [];
  private handedAt = Date.now();
  private isWhole = false;
  private error: Error | null = null;
  private wake: () => void = () => undefined;

  constructor(
    private readonly connection: PoolConnection,
    private readonly silence: number,
  ) {}

  add(row: Row): void {
    this.filling.push(row);
    if (this.filling.length < BATCH && Date.now() - this.handedAt < PATIENCE_MS) return;
    this.hand();
    this.connection.pause();
  }

  end(): void {
    if (this.filling.length > 0) this.hand();
    this.isWhole = true;
    this.wake();
  }

  fail(error: Error): void {
    this.error = error;
    this.wake();
  }

  async take(): Promise<Row[] | null> {
    for (;;) {
      if (this.error !== null) throw this.error;
      const batch = this.ready.shift();
      if (this.ready.length === 0) this.connection.resume();
      if (batch !== undefined) return batch;
      if (this.isWhole) return null;
      await orSilence(
        new Promise<void>((resolve) => {
          this.wake = resolve;
        }),
        this.silence,
      );
    }
  }

  private hand(): void {
    this.ready.push(this.filling);
    this.filling = [];
    this.handedAt = Date.now();
    this.wake();
  }
}

const connect = (pool: Pool): Promise<PoolConnection> =>
  new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error === null ? resolve(connection) : reject(error)));
  });

/** Rows as they arrive from the server, which is not asked for the next ones before these are taken. */
export async function* streamMysql(pool: Pool, sql: string, silence: number): AsyncGenerator<TextRows> {
  const connection = await connect(pool);
  const arrivals = new Arrivals(connection, silence);
  // A connection that breaks says so itself: the driver tells a query only when it has a callback.
  const fail = (error: Error): void => arrivals.fail(error);
  connection.on('error', fail);
  let isWhole = false;
  try {
    connection
      .query({ sql, rowsAsArray: true })
      .on('result', (row) => arrivals.add(row as unknown as Row))
      .on('error', (error) => arrivals.fail(error))
      .on('end', () => arrivals.end());
    for (;;) {
      const batch = await arrivals.take();
      if (batch === null) break;
      yield batch;
    }
    isWhole = true;
  } finally {
    // In the middle of an answer a connection is good for nothing else.
    if (isWhole) connection.removeListener('error', fail).release();
    else connection.destroy();
  }
}
