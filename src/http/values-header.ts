import type { RequestHandler } from 'express';
import { localsOf } from './locals';
import { refuse } from './refuse';

const NAME = 'x-counterpart-values';
const MASKED = 'masked';

/**
 * Reads whether the caller wants the answer masked, although they may see more. Whoever misspells it would be shown what
 * they did not want on their screen, so that any other value is refused.
 */
export const readValuesHeader: RequestHandler = ({ headers }, response, next) => {
  const sent = headers[NAME];
  if (sent !== undefined && sent !== MASKED)
    return refuse(response, 400, 'BAD_REQUEST', `${NAME} must be ${MASKED}, or be left out`);
  localsOf(response).isMasked = sent === MASKED;
  next();
};
