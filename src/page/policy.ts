import type { PageSettings } from './document';

const originOf = (address: string): string => new URL(address).origin;

/** The Content-Security-Policy of the page: its own files, its own API, and the provider that people sign in at. */
export function policyOf({ provider }: PageSettings, nonce: string): string {
  const addresses = provider === null ? [] : [provider.issuer, provider.tokenUrl ?? provider.issuer];
  const connections = ["'self'", ...new Set(addresses.map(originOf))];
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connections.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * The policy of the query page alone. Its editor makes styles at run time, without the nonce, brings fonts within its
 * styles, and colours text in a worker. What it may run and talk to is as narrow as elsewhere.
 */
export const editorPolicyOf = (settings: PageSettings): string =>
  policyOf(settings, '')
    .replace(/style-src [^;]+/, "style-src 'self' 'unsafe-inline'")
    .replace("font-src 'self'", "font-src 'self' data:")
    .concat("; worker-src 'self'");
