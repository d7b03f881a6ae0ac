import { createHash } from 'node:crypto';
import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';
import { isLockTimeout } from './database-error';
import { Refusal, RefusalCode } from './refusal';

export interface KeyUse {
  readonly actor: string;
  readonly mutation: string;
  readonly key: string;
  /** Everything that the request asks for but the key. */
  readonly request: object;
}

/** A digest of what a request asks for, in whatever order it names its parts. */
export function requestHash(request: object): string {
  const sorted = JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([first], [second]) => (first < second ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('hex');
}

/**
 * Claims a key inside the transaction of the write, so that the claim lives and dies with it. Answers the stored
 * response when the same request was done before, and null when this one is the first.
 */
export async function claimKey<Response>(database: Database, use: KeyUse): Promise<Response | null> {
  const hash = requestHash(use.request);
  const identity = [use.actor, use.mutation, use.key];
  try {
    const claimed = await ask(
      database,
      `INSERT INTO counterpart.idempotency_key (actor, mutation, key, request_hash) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING key`,
      [...identity, hash],
    );
    if (claimed.length > 0) return null;
  } catch (error) {
    // The database waits for a first request with the same key that still runs, and gives up at the lock timeout.
    if (!isLockTimeout(error)) throw error;
    throw new Refusal(
      RefusalCode.IDEMPOTENCY_IN_PROGRESS,
      'the first request with this key is still running; try again in a moment',
    );
  }
  const [stored] = await ask<{ request_hash: string; response: Response }>(
    database,
    'SELECT request_hash, response FROM counterpart.idempotency_key WHERE actor = $1 AND mutation = $2 AND key = $3',
    identity,
  );
  if (stored?.request_hash !== hash) {
    throw new Refusal(
      RefusalCode.IDEMPOTENCY_KEY_REUSED,
      'this idempotencyKey was used for another request; take a new one',
      'idempotencyKey',
    );
  }
  return stored.response;
}

/** Stores the answer for replays, in the same transaction. */
export async function storeResponse(database: Database, use: KeyUse, response: object): Promise<void> {
  await ask(
    database,
    'UPDATE counterpart.idempotency_key SET response = $4 WHERE actor = $1 AND mutation = $2 AND key = $3',
    [use.actor, use.mutation, use.key, JSON.stringify(response)],
  );
}
