import { ask } from '../../reconciliation/ledger/ledger';
import type { Database } from '../../reconciliation/reading/database';
import type { Caller } from '../access/caller';
import { CredentialRefused, knownRoles } from './credential';
import { digestOf, isTokenText } from './token-text';

interface StoredToken {
  readonly id: string;
  readonly owner: string;
  readonly roles: readonly string[];
  readonly systems: readonly string[] | null;
  readonly isRevoked: boolean;
  readonly isExpired: boolean;
  readonly isUseStale: boolean;
}

const wrong = (message: string, detail: string | null = null): CredentialRefused =>
  new CredentialRefused('WRONG', message, detail);

/**
 * The owner of a token, with what it allows; throws a `CredentialRefused`. The ledger is asked each time, so that a
 * token that was revoked opens nothing any more at once.
 */
export async function findTokenCaller(ledger: Database, text: string): Promise<Caller> {
  if (!isTokenText(text)) throw wrong('this is no token: it was mistyped or cut off');
  const [token] = await ask<StoredToken>(
    ledger,
    `SELECT id::text, owner, roles, systems, revoked_at IS NOT NULL AS "isRevoked", expires_at <= clock_timestamp() AS "isExpired",
       last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute' AS "isUseStale"
     FROM counterpart.api_token WHERE digest = $1`,
    [digestOf(text)],
  );
  if (token === undefined) throw wrong('the token is not known here');
  if (token.isRevoked) throw wrong('the token was revoked: ask for another one', `token ${token.id} was revoked`);
  if (token.isExpired) throw wrong('the token has expired: ask for another one', `token ${token.id} has expired`);
  if (token.isUseStale) await noteUse(ledger, token.id);
  return { name: token.owner, roles: knownRoles(token.roles), systems: token.systems };
}

/** At most once a minute: it tells whether a token is still needed, and a write for each request would cost more than that. */
async function noteUse(ledger: Database, id: string): Promise<void> {
  await ask(
    ledger,
    `UPDATE counterpart.api_token SET last_used_at = clock_timestamp()
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`,
    [id],
  );
}
