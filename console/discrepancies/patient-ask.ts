import { failureOf } from '../graphql/failure';
import type { AskPage, PageAnswer } from './page-store';

/** Who is still refused after so many is told so: others of the same person may be asking. */
const MOST_TRIES = 4;

const LONGEST_MS = 60_000;

/** How long the API wants a question to wait; null: it does not ask for that. */
function waitOf({ error }: PageAnswer): number | null {
  if (error === undefined || failureOf(error).code !== 'RATE_LIMITED') return null;
  const seconds = Number((error.response as Response | undefined)?.headers.get('retry-after'));
  return Math.min(LONGEST_MS, Math.max(1, seconds || 1) * 1_000);
}

/**
 * Asks again when the API says that it was asked too often, after the time that it names. Somebody who scrolls fast comes
 * to its limit, which says nothing about the rows.
 */
export const askPatiently =
  (ask: AskPage): AskPage =>
  (skip, onAnswer) => {
    let tries = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = (): void => {};
    const askOnce = (): void => {
      tries += 1;
      stop = ask(skip, (answer) => {
        const wait = tries < MOST_TRIES ? waitOf(answer) : null;
        if (wait === null) onAnswer(answer);
        else timer = setTimeout(askOnce, wait);
      });
    };
    askOnce();
    return () => {
      clearTimeout(timer);
      stop();
    };
  };
