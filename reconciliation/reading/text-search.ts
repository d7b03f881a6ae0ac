import { type DataClass, primaryColumn } from '../../entities/table';
import { type DataClasses, strictest } from '../data-classes';
import type { Mapping } from '../mapping';
import type { Database } from './database';
import { Joins } from './joins';
import { Statement } from './statement';

/** A text of the legacy side that rules of a mapping read, and how sensitive it is in all that they make of it. */
export interface ReadText {
  readonly path: string;
  readonly dataClass: DataClass;
}

/** The texts that the rules of a mapping read; a path that several of them read is as sensitive as the strictest says. */
export function listTexts(mapping: Mapping, classes: DataClasses): ReadText[] {
  const joins = new Joins(new Statement('postgres'), mapping.legacy);
  const found = new Map<string, DataClass>();
  for (const field of mapping.fields) {
    const { legacy } = classes.ofField(mapping, field);
    for (const [index, path] of field.rule.reads.entries()) {
      if (joins.column(path).column.kind !== 'text') continue;
      found.set(path, strictest([found.get(path) ?? 'PUBLIC', legacy[index] ?? 'SECRET']));
    }
  }
  return [...found].map(([path, dataClass]) => ({ path, dataClass }));
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A character, large or small. A group, because in a set of characters some servers would see its bytes. */
function inAnyCase(character: string): string {
  const forms = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return forms.size === 1 ? literally(character) : `(${[...forms].map(literally).join('|')})`;
}

/**
 * Whether a column holds a text. Both cases stand in the expression itself: which letters belong together depends on the
 * collation otherwise, and in one by bytes, as of a database in SQL_ASCII, only those of English do.
 */
function holds(statement: Statement, expression: string, text: string): string {
  const pattern = [...text].map(inAnyCase).join('');
  if (statement.dialect === 'postgres') return `${expression} ~ ${statement.bind(pattern)}`;
  // Hexadecimal, because what a backslash means depends on the session.
  const bound = `convert(unhex(${statement.bind(Buffer.from(pattern).toString('hex'))}) USING utf8mb4)`;
  return `convert(${expression} USING utf8mb4) COLLATE utf8mb4_bin REGEXP ${bound}`;
}

/**
 * The keys of the records of a mapping that hold a text in one of these paths, at most so many, in no order: a server
 * that need not sort them may stop when it has found enough.
 */
export async function findKeysHolding(
  database: Database,
  mapping: Mapping,
  paths: readonly string[],
  text: string,
  limit: number,
): Promise<string[]> {
  const statement = new Statement(database.dialect);
  const joins = new Joins(statement, mapping.legacy);
  // All columns first: to name one may join its table, whose parameters stand before those of the conditions.
  const key = joins.column(primaryColumn(mapping.legacy.table).property);
  const columns = paths.map((path) => joins.column(path).expression);
  const population = joins.population();
  const found = columns.map((expression) => holds(statement, expression, text));
  const where = [...population, `(${found.join(' OR ')})`].join(' AND ');
  const sql = `SELECT ${statement.canonical(key.column, key.expression)} AS k ${joins.from()} WHERE ${where} LIMIT ${limit}`;
  return (await database.query<{ k: string }>(sql, statement.parameters)).map((row) => row.k);
}
