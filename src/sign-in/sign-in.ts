import type { Database } from '../../reconciliation/reading/database';
import { isOutOfReach } from '../../reconciliation/writing/database-error';
import type { Caller } from '../../resolvers/access/caller';
import { CredentialRefused } from '../../resolvers/sign-in/credential';
import { createOidc } from '../../resolvers/sign-in/oidc';
import { findTokenCaller } from '../../resolvers/sign-in/token-sign-in';
import { isMarked } from '../../resolvers/sign-in/token-text';
import type { Config } from '../config';
import { type SignIn, SignInRefused } from '../http/sign-in';
import type { Log } from '../log';
import { createDemoSignIn } from './demo';

/** How refusals are answered. */
const ANSWERS = {
  WRONG: [401, 'UNAUTHENTICATED'],
  WITHOUT_ROLE: [403, 'FORBIDDEN'],
  UNAVAILABLE: [503, 'UPSTREAM_UNAVAILABLE'],
} as const;

/** Tells whose token a text is, or throws a `CredentialRefused`. */
type FindCaller = (text: string) => Promise<Caller>;

/** The demo is open to whoever is on this machine; where databases are configured everybody signs in. */
export function chooseSignIn({ mode, operator, access: { oidc } }: Config, ledger: Database, log: Log): SignIn {
  if (mode === 'demo') return createDemoSignIn(operator);
  return createSignIn(ledger, oidc === null ? null : createOidc(oidc), log);
}

/** Lets in who sends an API token, or an access token of the provider where there is one. */
export function createSignIn(ledger: Database, findByProvider: FindCaller | null, log: Log): SignIn {
  const find: FindCaller = (text) =>
    isMarked(text) || findByProvider === null ? findTokenCaller(ledger, text) : findByProvider(text);
  return async ({ headers }) => {
    try {
      return await find(bearerOf(headers.authorization));
    } catch (error) {
      throw refusalOf(error, log);
    }
  };
}

function bearerOf(header: string | undefined): string {
  const [, text] = /^bearer +(\S+)$/i.exec(header ?? '') ?? [];
  if (text === undefined)
    throw new SignInRefused(401, 'UNAUTHENTICATED', 'sign in: send the header authorization: Bearer <token>');
  return text;
}

function refusalOf(error: unknown, log: Log): unknown {
  if (error instanceof CredentialRefused) {
    log.info({ reason: error.detail ?? error.message }, 'a sign-in was refused');
    const [status, code] = ANSWERS[error.problem];
    return new SignInRefused(status, code, error.message);
  }
  if (!isOutOfReach(error)) return error;
  const message = 'the database that knows the tokens cannot be reached now: try again in a moment';
  return new SignInRefused(503, 'UPSTREAM_UNAVAILABLE', message);
}
