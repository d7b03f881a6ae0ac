/** What the service says with a refusal of what comes too often; null: it says nothing. */
export function secondsToWait({ status, headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return status === 429 && Number.isFinite(seconds) ? seconds : null;
}

const MOST_TRIES = 4;

/**
 * Asks a question again that was refused because it came too often: a view asks several at once, another tab does, too, and
 * somebody who scrolls fast comes to the limit. `mostSeconds`: longer than this nobody waits without being told why. Only
 * for questions: what changes something is never sent a second time.
 */
export const patientFetch =
  (mostSeconds: number): typeof fetch =>
  async (input, init) => {
    for (let tries = 1; ; tries++) {
      const response = await fetch(input, init);
      const seconds = secondsToWait(response);
      if (seconds === null || seconds > mostSeconds || tries === MOST_TRIES) return response;
      // Not all at the same moment: they would be refused together again.
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + Math.random() * 500));
    }
  };
