import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import type { Caller } from '../../resolvers/access/caller';
import { isMarked } from '../../resolvers/sign-in/token-text';
import { limitGuesses } from './guesses';
import { localsOf } from './locals';
import { refuse } from './refuse';

/** Tells who sends a request, or throws a `SignInRefused`. While a stream is open it is asked again and again. */
export type SignIn = (request: IncomingMessage) => Promise<Caller>;

/** Why a request is not let in. Its message says what to do and nothing about the token that was sent. */
export class SignInRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_REQUEST' | 'UPSTREAM_UNAVAILABLE',
    message: string,
  ) {
    super(message);
  }
}

/** Lets nobody pass who did not sign in. */
export function requireSignIn(signIn: SignIn): RequestHandler {
  const countGuess = limitGuesses();
  return async (request, response, next) => {
    try {
      checkAddress(request.originalUrl);
      localsOf(response).caller = await signIn(request);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      const answer = (): void => answerRefusal(response, error);
      const isGuess = error.status === 401 && request.headers.authorization !== undefined;
      if (isGuess) await countGuess(request, response, answer);
      else answer();
      return;
    }
    next();
  };
}

function answerRefusal(response: Response, { status, code, message }: SignInRefused): void {
  if (status === 401) response.set('www-authenticate', 'Bearer');
  if (status === 503) response.set('retry-after', '5');
  refuse(response, status, code, message);
}

const NAMES = ['token', 'access_token', 'id_token', 'api_key', 'apikey', 'authorization'];

/** Addresses are kept by proxies, logs and browsers, and with them whatever is in them. */
/** As it was sent, where it is no text: then nobody decodes it either. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function hasToken(address: string): boolean {
  const [path = '', ...queries] = address.split('?');
  const parameters = [...new URLSearchParams(queries.join('?'))];
  return (
    decoded(path).split('/').some(isMarked) ||
    parameters.some(([name, value]) => NAMES.includes(name.toLowerCase()) || isMarked(value))
  );
}

function checkAddress(address: string): void {
  if (!hasToken(address)) return;
  const message = 'a token belongs into the header authorization, never into the address: revoke the one that was sent';
  throw new SignInRefused(400, 'BAD_REQUEST', message);
}

/** Where nobody signs in, because there is nothing. */
export const refuseTokenInAddress: RequestHandler = (request, response, next) => {
  try {
    checkAddress(request.originalUrl);
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    return answerRefusal(response, error);
  }
  next();
};
