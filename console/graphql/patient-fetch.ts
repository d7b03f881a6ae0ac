/** What the service says with a refusal of what comes too often; null: it says nothing. */
export function secondsToWait({ status, headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return status === 429 && Number.isFinite(seconds) ? seconds : null;
}

/** Longer than this nobody waits without being told why. */
const MOST_SECONDS = 5;
const MOST_TRIES = 4;

/**
 * Asks a question again that was refused because too many others of the same person are under way: a view asks several at
 * once, and another tab does, too. Only for questions: what changes something is never sent a second time.
 */
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(input, init);
    const seconds = secondsToWait(response);
    if (seconds === null || seconds > MOST_SECONDS || tries === MOST_TRIES) return response;
    // Not all at the same moment: they would be refused together again.
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000 + Math.random() * 500));
  }
}
