import type { DataSource } from 'typeorm';
import { isOfLegacy } from '../runs/pauses';
import { isConnectionLost, isLockTimeout, isTransient } from '../writing/database-error';
import { Refusal, RefusalCode } from '../writing/refusal';
import { WriteTransaction } from '../writing/transaction';

const ATTEMPTS = 3;

/** A batch works on more rows than a statement of a single write, and still must not hang for ever. */
const LIMITS = "SET LOCAL statement_timeout = '10min'";

/** Constraints that would speak at the commit speak while it can still be told which row they mean. */
const SPEAK_AT_ONCE = 'SET CONSTRAINTS ALL IMMEDIATE';

/**
 * Whether the work was undone as a whole for a reason that passes: the server gave up one of two transactions that
 * waited for each other, or the connection broke and the server says that nothing was kept.
 */
function mayRetry(error: unknown): boolean {
  // What the legacy side does not answer now it will not answer the next moment, and asking again doubles the silence.
  if (isOfLegacy(error)) return false;
  const isUndone = error instanceof Refusal && error.code === RefusalCode.UNAVAILABLE;
  return isUndone || isTransient(error) || isLockTimeout(error) || isConnectionLost(error);
}

/** Works in a transaction of its own, again when it was undone by circumstances. The work itself commits. */
export async function inBatch<Result>(
  source: DataSource,
  work: (transaction: WriteTransaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const transaction = await WriteTransaction.begin(source);
    try {
      await transaction.query(`${LIMITS}; ${SPEAK_AT_ONCE}`);
      return await work(transaction);
    } catch (error) {
      if (attempt === ATTEMPTS || !mayRetry(error)) throw error;
    } finally {
      await transaction.rollback();
    }
    await new Promise((resolve) => setTimeout(resolve, 50 * attempt + Math.random() * 150));
  }
}
