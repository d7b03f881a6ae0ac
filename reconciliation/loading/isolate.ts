import { isLockTimeout, rejectionOf } from '../writing/database-error';
import { RefusalCode } from '../writing/refusal';
import type { WriteTransaction } from '../writing/transaction';

/** A record that could not be written, and why. */
export interface Rejected {
  readonly key: string;
  /** What the database refused stays refused until the record changes; what somebody holds is only for now. */
  readonly code: RefusalCode.CONSTRAINT_VIOLATION | RefusalCode.RECORD_BUSY;
  /** In the database's own words without values. */
  readonly message: string;
}

/** More records were refused than the run may fail with. */
export class TooManyRejected extends Error {
  constructor(readonly rejected: readonly Rejected[]) {
    super(`${rejected.length} records were refused`);
  }
}

/** Locks that are met before it is the table that somebody holds, and not a record or two: a record takes about fifteen. */
const MOST_LOCKS = 45;

/** While a lock is narrowed down, each part is waited for only briefly. */
const BRIEFLY = "SET LOCAL lock_timeout = '200ms'";
const AS_BEFORE = "SET LOCAL lock_timeout = '2s'";

const BUSY = 'somebody else holds the record';

/**
 * Does something to all of these records at once and, when the database refuses, to ever smaller parts of them, until
 * those are alone that it refuses. What it takes stays done. Throws TooManyRejected beyond `limit`.
 */
export async function isolate(
  transaction: WriteTransaction,
  keys: readonly string[],
  limit: number,
  work: (keys: readonly string[], isWhole: boolean) => Promise<void>,
): Promise<Rejected[]> {
  const rejected: Rejected[] = [];
  let locks = 0;
  const attempt = async (part: readonly string[], isWhole: boolean): Promise<void> => {
    try {
      await transaction.inPart(() => work(part, isWhole));
    } catch (error) {
      const isBusy = isLockTimeout(error);
      const message = isBusy ? BUSY : rejectionOf(error);
      if (isBusy) locks += 1;
      if (isBusy && locks === 1) await transaction.query(BRIEFLY);
      if (message === null || locks > MOST_LOCKS) throw error;
      if (part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        await attempt(part.slice(0, middle), false);
        await attempt(part.slice(middle), false);
        return;
      }
      const code = isBusy ? RefusalCode.RECORD_BUSY : RefusalCode.CONSTRAINT_VIOLATION;
      rejected.push({ key: part[0] ?? '', code, message });
      if (rejected.length > limit) throw new TooManyRejected(rejected);
    }
  };
  if (keys.length > 0) await attempt(keys, true);
  if (locks > 0) await transaction.query(AS_BEFORE);
  return rejected;
}
