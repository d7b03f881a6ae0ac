import type { Failure } from '../graphql/failure';

/** Answers that the API gives before it carries anything out. After any other error the write may have been done. */
const BEFORE_WORK = new Set([
  'FORBIDDEN',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_TOO_COMPLEX',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** Whether nothing was written for sure. */
export const isBeforeWork = ({ code }: Failure): boolean => BEFORE_WORK.has(code);

export const NO_ANSWER: Failure = { code: 'UNREACHABLE', message: 'No answer came.', errorId: null };
