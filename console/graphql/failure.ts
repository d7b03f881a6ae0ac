import type { CombinedError } from 'urql';
import { counted } from '../parts/number';
import { secondsToWait } from './patient-fetch';

/** Why a question got no answer, in words for whoever asked. */
export interface Failure {
  /** UNREACHABLE: no answer came. Otherwise the API's own code. */
  readonly code: string;
  readonly message: string;
  /** By which the server's log has more of it; null: there is none. */
  readonly errorId: string | null;
}

const WORDS: Record<string, string> = {
  UNREACHABLE: 'The service does not answer. It may be starting again; try in a moment.',
  UNAUTHENTICATED: 'You are not signed in any more.',
};

/** The first thing that went wrong: the rest mostly follows from it. */
export function failureOf({ networkError, graphQLErrors, response }: CombinedError): Failure {
  const answer = response as Response | undefined;
  const [first] = graphQLErrors;
  if (first === undefined) {
    const code = answer?.status === 429 ? 'RATE_LIMITED' : answer?.status === 401 ? 'UNAUTHENTICATED' : 'UNREACHABLE';
    const message = WORDS[code] ?? networkError?.message ?? 'The request failed.';
    return { code, message: `${message}${waitText(answer)}`, errorId: null };
  }
  const { code, errorId } = first.extensions as { code?: string; errorId?: string };
  const known = code === undefined ? undefined : WORDS[code];
  return {
    code: code ?? 'UNKNOWN',
    message: `${known ?? first.message}${waitText(answer)}`,
    errorId: errorId ?? null,
  };
}

/** How long to wait, where the service says so. */
function waitText(answer: Response | undefined): string {
  const seconds = answer === undefined ? null : secondsToWait(answer);
  return seconds === null ? '' : `. Try again in ${counted(seconds, 'second')}.`;
}
