import type { RequestHandler } from 'express';
import { localsOf } from './locals';
import type { SignIn } from './sign-in';

const INTERVAL_MS = 5_000;

/**
 * Asks again who the caller is, as long as an answer goes on, and breaks it off when they may not be here any more or
 * when that cannot be told. A token that is revoked or expires ends its streams within half a minute: an interval, and
 * what the ledger or the provider of keys may take to answer.
 */
export const watchStanding =
  (signIn: SignIn, interval = INTERVAL_MS): RequestHandler =>
  (request, response, next) => {
    let timer: NodeJS.Timeout | undefined;
    const look = async (): Promise<void> => {
      try {
        localsOf(response).caller = await signIn(request);
        if (!response.closed) wait();
      } catch {
        response.destroy();
      }
    };
    const wait = (): void => {
      timer = setTimeout(() => void look(), interval);
    };
    response.once('close', () => clearTimeout(timer));
    wait();
    next();
  };
