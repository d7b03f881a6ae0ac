import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/**
 * Waits until the question is answered with something other than null or false, and returns it. A busy machine may take
 * its time: the limit is there to end a test that would never end.
 */
export async function until<T>(
  what: string,
  ask: () => T | null | false | Promise<T | null | false>,
  { seconds = 60 } = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not after ${seconds} seconds`);
    await sleep(POLL_MS);
  }
}
