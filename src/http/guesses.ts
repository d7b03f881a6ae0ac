import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { refuse } from './refuse';

const WINDOW_MS = 60_000;
const GUESSES = 30;

/**
 * Counts tokens that let nobody in, by the address that they come from, and refuses those above the limit. It stands
 * behind the sign-in, not before: behind one proxy everybody has the same address, and valid tokens go on. A header
 * about addresses is not believed.
 */
export const limitGuesses = (): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_MS,
    limit: GUESSES,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: ({ socket }) => ipKeyGenerator(socket.remoteAddress ?? ''),
    handler: (_request, response) => {
      response.set('retry-after', String(WINDOW_MS / 1_000));
      refuse(response, 429, 'RATE_LIMITED', 'too many wrong tokens: wait for a minute, and send a valid one');
    },
    // They write to the console, and one of them whenever a caller sends a header about proxies.
    validate: false,
  });
