import type { RawRequest } from '../raw';

/** Something that is sent, and what has to come back. */
export interface Row {
  /** The check that it belongs to. */
  readonly id: string;
  readonly what: string;
  readonly send: RawRequest;
  readonly status: number;
  /** null: it is an ordinary question, and gets an answer without errors. */
  readonly code: string | null;
  /** Who asks; an administrator unless it is said. */
  readonly caller?: string;
  /** The answer where the same is sent to the stream, or that it means nothing there. */
  readonly stream?: { readonly status: number; readonly code: string } | 'elsewhere';
  readonly within?: number;
}

/** What must not be found again in any answer or line of the log. */
export const CANARY = 'SSN-000-CANARY';

export const body = (operation: object): RawRequest => ({ body: JSON.stringify(operation) });

export const query = (text: string, variables?: object): RawRequest => body({ query: text, variables });

export const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
