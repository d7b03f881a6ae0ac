import { rejectionOf } from '../writing/database-error';
import type { WriteTransaction } from '../writing/transaction';

/** What the database refused, in its own words without values. */
export interface Rejected {
  readonly key: string;
  readonly message: string;
}

/**
 * Does something to all of these records at once and, when the database refuses, to ever smaller parts of them, until
 * those are alone that it refuses. What it takes stays done.
 */
export async function isolate(
  transaction: WriteTransaction,
  keys: readonly string[],
  work: (keys: readonly string[], isWhole: boolean) => Promise<void>,
): Promise<Rejected[]> {
  const attempt = async (part: readonly string[], isWhole: boolean): Promise<Rejected[]> => {
    try {
      await transaction.inPart(() => work(part, isWhole));
      return [];
    } catch (error) {
      const message = rejectionOf(error);
      if (message === null) throw error;
      const [key = ''] = part;
      if (part.length === 1) return [{ key, message }];
      const middle = Math.ceil(part.length / 2);
      return [...(await attempt(part.slice(0, middle), false)), ...(await attempt(part.slice(middle), false))];
    }
  };
  return keys.length === 0 ? [] : attempt(keys, true);
}
