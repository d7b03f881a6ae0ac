import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Caller } from '../access/caller';
import { CredentialRefused } from './credential';
import { type ClaimNames, callerOfClaims } from './oidc-claims';
import { createKeys, KEY_TIMES, type KeyTimes } from './oidc-keys';

/** The provider whose access tokens let somebody in. */
export interface OidcSettings extends ClaimNames {
  readonly issuer: string;
  /** What the provider calls this service. */
  readonly audience: string;
  /** Where it publishes its keys. */
  readonly keys: URL;
  /** The kind that its access tokens say they are. */
  readonly tokenType: 'at+jwt' | 'JWT';
}

/** Only signatures of key pairs: with a shared secret, the public key itself would do as one. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

const CLOCK_TOLERANCE_S = 5;

/** Longer ones are not even decoded. */
const LENGTH_AT_MOST = 8_192;

/** Tells whose access token a text is, or throws a `CredentialRefused`. */
export function createOidc(settings: OidcSettings, times: KeyTimes = KEY_TIMES): (text: string) => Promise<Caller> {
  const keys = createKeys(settings.keys, times);
  const options: JWTVerifyOptions = {
    algorithms: ALGORITHMS,
    issuer: settings.issuer,
    audience: settings.audience,
    typ: settings.tokenType,
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
  };
  return async (text) => {
    if (text.length > LENGTH_AT_MOST) throw new CredentialRefused('WRONG', 'the token is too long');
    return callerOfClaims(await verify(text, keys, options), settings);
  };
}

async function verify(
  text: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await jwtVerify(text, keys, options)).payload;
  } catch (error) {
    if (error instanceof CredentialRefused) throw error;
    // It is said only after the signature held.
    const problem = error instanceof errors.JWTExpired ? 'has expired' : 'does not hold here';
    const message = `the access token ${problem}: get a new one from the identity provider`;
    throw new CredentialRefused('WRONG', message, detailOf(error));
  }
}

/** What was checked, and for a claim which of ours; the library's messages may repeat what a token says. */
function detailOf(error: unknown): string {
  if (!(error instanceof errors.JOSEError)) return 'the token cannot be read';
  return error instanceof errors.JWTClaimValidationFailed ? `${error.code} ${error.claim}` : error.code;
}
