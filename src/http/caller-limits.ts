import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { callerOf } from './locals';
import { refuse } from './refuse';

const MINUTE_MS = 60_000;

/** At most so many requests of one caller in a minute. Callers are told apart by name: a second token is no second person. */
export const limitRate = (requestsPerMinute: number): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: (_request, response) => callerOf(response).name,
    handler: (_request, response) => refuse(response, 429, 'RATE_LIMITED', 'too many requests: wait for retry-after'),
    // They write to the console, and one of them whenever a caller sends a header about proxies.
    validate: false,
  });

/**
 * At most so many requests of one caller at work, so that one caller never has all connections to the databases. A
 * place is free again when the work ends, even if the caller left before.
 */
export function limitAtOnce(most: number, handler: RequestHandler): RequestHandler {
  const working = new Map<string, number>();
  return async (request, response, next) => {
    const { name } = callerOf(response);
    const count = working.get(name) ?? 0;
    if (count >= most)
      return refuse(
        response.set('retry-after', '1'),
        429,
        'RATE_LIMITED',
        'wait until your other requests are answered',
      );
    working.set(name, count + 1);
    try {
      await handler(request, response, next);
    } finally {
      const left = (working.get(name) ?? 1) - 1;
      if (left === 0) working.delete(name);
      else working.set(name, left);
    }
  };
}
