import type { Config } from '../config';
import type { PageSettings } from './document';

/** What the page is told before anybody signs in; all of it may be known to everybody. */
export function pageSettings({ mode, access: { oidc, browser } }: Config): PageSettings {
  const provider =
    oidc === null || browser === null ? null : { issuer: oidc.issuer, audience: oidc.audience, ...browser };
  return { needsSignIn: mode !== 'demo', provider: mode === 'demo' ? null : provider };
}
