import type { OidcSettings } from '../../resolvers/sign-in/oidc';
import type { Values } from './values';

/** Who may sign in beside the holders of API tokens. */
export interface AccessSettings {
  /** The provider whose access tokens are taken; null: only API tokens are. */
  readonly oidc: OidcSettings | null;
  /** How the page sends people to that provider; null: it asks them for an API token. */
  readonly browser: BrowserSettings | null;
}

/** The page as the provider knows it: a public client, which has no secret. */
export interface BrowserSettings {
  readonly clientId: string;
  readonly scope: string;
  /** Where it gives tokens, if that is another host than the issuer's; null: it is not. */
  readonly tokenUrl: string | null;
}

const ISSUER = 'https://login.example.com/realms/lab';
const TOKENS = 'https://tokens.example.com/oauth2/token';
const KEYS = `${ISSUER}/protocol/openid-connect/certs`;

const NAMES = [
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
  'OIDC_JWKS_URL',
  'OIDC_TOKEN_TYPE',
  'OIDC_NAME_CLAIM',
  'OIDC_ROLES_CLAIM',
  'OIDC_SYSTEMS_CLAIM',
  'OIDC_CLIENT_ID',
  'OIDC_SCOPE',
  'OIDC_TOKEN_URL',
];

export function readAccessSettings(values: Values): AccessSettings {
  // A misspelled OIDC_SYSTEMS_CLAIM would open all systems to everybody.
  values.rejectUnknown('OIDC_', NAMES, 'COUNTERPART_TEST_');
  if (NAMES.every((name) => values.text(name) === undefined)) return Object.freeze({ oidc: null, browser: null });
  return Object.freeze({ oidc: readOidcSettings(values), browser: readBrowserSettings(values) });
}

function readBrowserSettings(values: Values): BrowserSettings | null {
  const clientId = values.text('OIDC_CLIENT_ID');
  const scope = values.text('OIDC_SCOPE');
  const tokenUrl = values.text('OIDC_TOKEN_URL');
  if (clientId !== undefined) {
    const address = tokenUrl === undefined ? undefined : readAddress(values, 'OIDC_TOKEN_URL', TOKENS);
    return Object.freeze({ clientId, scope: scope ?? 'openid', tokenUrl: address ?? null });
  }
  if (scope !== undefined || tokenUrl !== undefined)
    values.reject('OIDC_CLIENT_ID', 'is not set, although other settings of the page are', 'counterpart-console');
  return null;
}

function readOidcSettings(values: Values): OidcSettings | null {
  const issuer = readAddress(values, 'OIDC_ISSUER', ISSUER);
  const keys = readAddress(values, 'OIDC_JWKS_URL', KEYS);
  const audience = values.text('OIDC_AUDIENCE') ?? reportMissing(values, 'OIDC_AUDIENCE', 'counterpart');
  const settings = {
    // What kind a token is, as its header says: an ID token, which is for the application that signed somebody in, is none.
    tokenType: values.oneOf('OIDC_TOKEN_TYPE', ['at+jwt', 'JWT'], 'at+jwt'),
    nameClaim: values.text('OIDC_NAME_CLAIM') ?? 'sub',
    rolesClaim: values.text('OIDC_ROLES_CLAIM') ?? 'counterpart_roles',
    systemsClaim: values.text('OIDC_SYSTEMS_CLAIM') ?? 'counterpart_systems',
  };
  if (issuer === undefined || keys === undefined || audience === undefined) return null;
  return Object.freeze({ issuer, keys: new URL(keys), audience, ...settings });
}

const reportMissing = (values: Values, name: string, example: string): undefined =>
  values.reject(name, 'is not set, although other settings of OIDC are', example);

/** Hosts that are this machine: what is sent to them crosses no network. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The address as it was given: an issuer is held against that of a token letter by letter. */
function readAddress(values: Values, name: string, example: string): string | undefined {
  const text = values.text(name);
  if (text === undefined) return reportMissing(values, name, example);
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    return values.reject(name, 'must be an address that starts with https://', example);
  if (address.protocol === 'http:' && !LOOPBACK.includes(address.hostname))
    return values.reject(
      name,
      'must start with https://: who can change what is read there can let anybody in',
      example,
    );
  if (address.username !== '' || address.password !== '') return values.reject(name, 'must hold no password', example);
  return text;
}
