/** How a cell is marked where the format has colours: a word says the same, so nothing rests on them. */
export type Tone = 'good' | 'bad' | 'doubtful';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly title: string;
  /** Numbers stand to the right, so that their digits stand below each other. */
  readonly isNumber?: boolean;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }
  /** Text for a machine, to be copied as it is, under a title. */
  | { readonly kind: 'code'; readonly title: string; readonly text: string };

/** What a command prints for people, before it is known in which format. */
export interface PrintedDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** Nothing where there are no items. */
export const list = (items: readonly string[]): Block[] => (items.length === 0 ? [] : [{ kind: 'list', items }]);

export const text = (value: string): Column => ({ title: value });
export const number = (value: string): Column => ({ title: value, isNumber: true });

/** A table whose cells are mostly plain texts. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | Cell)[])[]): Block {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell)));
  return { kind: 'table', columns, rows: cells };
}
