/** Seconds before the next attempt, after the first and so on: about three days in all, as Standard Webhooks advises. */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** Attempts after which an event is given up. */
export const MOST_ATTEMPTS = WAITS.length + 1;

/** Up to a fifth more or less, so that what failed together does not come back together. */
const JITTER = 0.2;

/** Seconds to wait after an attempt (from 1) that failed; null: that was the last one. */
export function waitAfter(attempt: number, random: () => number = Math.random): number | null {
  const wait = WAITS[attempt - 1];
  return wait === undefined ? null : wait * (1 - JITTER + 2 * JITTER * random());
}
