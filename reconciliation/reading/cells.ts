import type { Column } from '../../entities/table';
import { type Cell, readCell, Unreadable } from '../value';
import type { Database, TextRow } from './database';
import type { Statement } from './statement';

/** A selected value: what it is called, what it holds and how SQL says it. */
export interface Selection {
  readonly name: string;
  readonly column: Pick<Column, 'kind' | 'length'>;
  readonly expression: string;
}

export type Cells = ReadonlyMap<string, Cell>;

/** What a decoder writes where bytes were no UTF-8. It is also a character of its own, so the bytes decide. */
const REPLACEMENT = '\uFFFD';

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A binary column where text was expected: its bytes may still be good UTF-8. */
function decode(bytes: Buffer): Cell {
  try {
    return readCell('text', strictDecoder.decode(bytes));
  } catch {
    return new Unreadable('the bytes are not valid UTF-8', bytes.toString('hex'));
  }
}

export const selectList = (statement: Statement, selections: readonly Selection[]): string =>
  selections
    .map((selection, index) => `${statement.canonical(selection.column, selection.expression)} AS c${index}`)
    .join(', ');

/** The cells of the rows that a `selectList` returned, in the same order. */
export function readRows(rows: readonly TextRow[], selections: readonly Selection[]): Map<string, Cell>[] {
  return rows.map((row) => {
    const cells = new Map<string, Cell>();
    selections.forEach((selection, index) => {
      const value: string | Buffer | null | undefined = row[`c${index}`];
      cells.set(
        selection.name,
        Buffer.isBuffer(value) ? decode(value) : readCell(selection.column.kind, value ?? null),
      );
    });
    return cells;
  });
}

const isSuspicious = (cell: Cell | undefined): boolean => typeof cell === 'string' && cell.includes(REPLACEMENT);

/**
 * Looks at the stored bytes of every text that decoded with a replacement character, and turns those that are no
 * UTF-8 into Unreadable. `again` builds the same selection for the rows with these keys, but of bytes.
 */
export async function checkBytes(
  database: Database,
  rows: readonly Map<string, Cell>[],
  selections: readonly Selection[],
  keyName: string,
  again: (keys: readonly string[]) => { sql: string; parameters: readonly unknown[]; selections: readonly Selection[] },
): Promise<void> {
  const isTextual = (selection: Selection): boolean => ['text', 'json', 'enum'].includes(selection.column.kind);
  const textual = selections.filter(isTextual);
  const broken = rows.filter((row) => textual.some((selection) => isSuspicious(row.get(selection.name))));
  if (broken.length === 0) return;
  const keyOf = (row: Map<string, Cell>): string => String(row.get(keyName));
  const statement = again(broken.map(keyOf));
  const stored = await database.query<TextRow>(statement.sql, statement.parameters);
  const keyIndex = statement.selections.findIndex((selection) => selection.name === keyName);
  const byKey = new Map(stored.map((row) => [row[`c${keyIndex}`], row]));
  for (const row of broken) {
    for (const selection of textual.filter((candidate) => isSuspicious(row.get(candidate.name)))) {
      const index = statement.selections.findIndex((candidate) => candidate.name === selection.name);
      const bytes = byKey.get(keyOf(row))?.[`c${index}`];
      if (bytes === null) row.set(selection.name, new Unreadable('the server does not tell its bytes'));
      if (typeof bytes === 'string') row.set(selection.name, decode(Buffer.from(bytes, 'hex')));
    }
  }
}
