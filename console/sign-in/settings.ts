/** What the server says in the document before anybody signs in. */
export interface Settings {
  readonly needsSignIn: boolean;
  readonly provider: Provider | null;
}

/** The identity provider that people may be sent to. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly audience: string;
  /** Where the page may fetch tokens; the provider's own description says so too. */
  readonly tokenUrl: string | null;
}

const read = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

export const settings = JSON.parse(read('counterpart-settings')) as Settings;

export const readStyleNonce = (): string => read('counterpart-style-nonce');
