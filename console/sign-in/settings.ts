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
}

const read = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

export const settings = JSON.parse(read('counterpart-settings')) as Settings;

export const readStyleNonce = (): string => read('counterpart-style-nonce');
