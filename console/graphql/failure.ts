import type { CombinedError } from 'urql';

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
  RATE_LIMITED: 'This page asked too often. Wait a minute.',
};

/** The first thing that went wrong: the rest mostly follows from it. */
export function failureOf({ networkError, graphQLErrors, response }: CombinedError): Failure {
  const [first] = graphQLErrors;
  if (first === undefined) {
    const status = (response as Response | undefined)?.status;
    const code = status === 429 ? 'RATE_LIMITED' : status === 401 ? 'UNAUTHENTICATED' : 'UNREACHABLE';
    return { code, message: WORDS[code] ?? networkError?.message ?? 'The request failed.', errorId: null };
  }
  const { code, errorId } = first.extensions as { code?: string; errorId?: string };
  const known = code === undefined ? undefined : WORDS[code];
  return { code: code ?? 'UNKNOWN', message: known ?? first.message, errorId: errorId ?? null };
}
