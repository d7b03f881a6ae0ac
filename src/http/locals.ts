import type { Response } from 'express';
import type { Caller } from '../../resolvers/access/caller';

/** What the handlers of a request hand on to the next ones. */
interface Locals {
  /** By which the request is found in the log. */
  requestId: string;
  /** Set once somebody has signed in. */
  caller?: Caller;
  /** Whether the answer is to be masked, whoever asks; set once the header was read. */
  isMasked?: boolean;
}

export const localsOf = (response: Response): Locals => response.locals as Locals;

/** Whoever signed in; only behind `requireSignIn`. */
export function callerOf(response: Response): Caller {
  const { caller } = localsOf(response);
  if (caller === undefined) throw new Error('this route stands before the sign-in');
  return caller;
}
