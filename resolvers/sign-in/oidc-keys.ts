import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwksCache } from 'jose';
import { CredentialRefused } from './credential';

export interface KeyTimes {
  /** How long an answer of the provider may take. */
  readonly timeout: number;
  /** From when on keys are asked for again. */
  readonly fresh: number;
  /** The shortest time between two attempts to get them. */
  readonly cooldown: number;
  /** How long keys go on that cannot be asked for again. */
  readonly kept: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const KEY_TIMES: KeyTimes = {
  timeout: 5 * SECOND,
  fresh: 10 * MINUTE,
  cooldown: 30 * SECOND,
  kept: 60 * MINUTE,
};

const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

/**
 * The provider's keys, from its one address: where a token says that keys are is never looked. While the provider is
 * out of order, those that are known go on for a while; without any, nobody is let in.
 */
export function createKeys(url: URL, times: KeyTimes): JWTVerifyGetKey {
  // The library notes here when it last got keys.
  const cache: { uat?: number } = {};
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: times.timeout,
    cooldownDuration: times.cooldown,
    // It would forget keys when they are old, whether or not there are others.
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [jwksCache]: cache as Record<string, never>,
  });
  const age = (): number => Date.now() - (cache.uat ?? Number.NEGATIVE_INFINITY);
  let triedAt = Number.NEGATIVE_INFINITY;
  let trying: Promise<void> | null = null;

  const ask = async (): Promise<void> => {
    triedAt = Date.now();
    // What stands in the way shows in the age of the keys.
    await remote.reload().catch(() => undefined);
    trying = null;
  };
  const refresh = async (): Promise<void> => {
    if (age() < times.fresh) return;
    if (trying === null && Date.now() - triedAt >= times.cooldown) trying = ask();
    await trying;
    if (age() >= times.kept) throw unavailable();
  };

  return async (header, token) => {
    await refresh();
    try {
      return await remote(header, token);
    } catch (error) {
      // Of a key that nobody knows and that cannot be asked for either, nobody can say whether it is right.
      throw isOfToken(error) ? error : unavailable();
    }
  };
}

function unavailable(): CredentialRefused {
  const message = 'the keys of the identity provider cannot be read now: try again in a moment';
  return new CredentialRefused('UNAVAILABLE', message, 'the keys at OIDC_JWKS_URL cannot be read');
}
