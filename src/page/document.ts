import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How whoever opens the page may sign in; the page reads it before anybody has. */
export interface PageSettings {
  /** Whether a token is asked for at all: the demo lets in whoever is on this machine. */
  readonly needsSignIn: boolean;
  /** The provider that people may be sent to; null: they paste an API token. */
  readonly provider: {
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
    readonly audience: string;
    readonly tokenUrl: string | null;
  } | null;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** The document as it was built; null: it was not. */
export function readDocument(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The document for one answer. Styles that the page makes are let through by the nonce, which nobody else can know. */
export const fillDocument = (document: string, settings: PageSettings, nonce: string): string =>
  document.replace('__SETTINGS__', () => escaped(JSON.stringify(settings))).replaceAll('__NONCE__', nonce);
