import type { DataSource } from 'typeorm';
import { type Column, type DataClass, listTables, primaryColumn, type Side, type Table } from '../../entities/table';
import { classesOf } from '../../reconciliation/data-classes';
import { mappings } from '../../reconciliation/mappings/all';

/** Begins every text of a person who must turn up nowhere; a secret of theirs has a word of its own before it. */
export const CANARY = 'CANARY-';
const HUSHED = 'HUSHED-';
const NUMBER = 8_675_309;
const DAY = '1907-03-09';

/**
 * The same in columns that are hidden only because of what is made of them or out of what they are made. Answers about
 * many records at once go by what the columns themselves are declared as.
 */
const RAISED = { word: 'RAISED-BIRD-', number: 7_316_429, day: '1908-04-10' };

/** The person's values as they are, and as bytes, Base64 or a date of JavaScript would tell them. */
const TRACES = [
  /canary-/i,
  /43414e415259/i,
  /Q0FOQVJZ|NBTkFSW|DQU5BUl/,
  /(?<![0-9a-f])8675309(?![0-9a-f])/i,
  /1907-03-0[89]|Mar 0?[89],? 1907/,
];

const RAISED_TRACES = [/raised-bird-/i, /(?<![0-9a-f])7316429(?![0-9a-f])/i, /1908-04-(09|10)|Apr (09|10),? 1908/];

const found = (text: string, traces: readonly RegExp[]): string[] =>
  traces.flatMap((trace) => {
    const match = trace.exec(text);
    return match === null ? [] : [text.slice(Math.max(0, match.index - 120), match.index + 60)];
  });

/** Where the person is seen in a text, each with some of what stands around it. */
export const findPerson = (text: string): string[] => found(text, [...TRACES, ...RAISED_TRACES]);

/** The same, but for columns that are declared as about nobody. */
export const findDeclared = (text: string): string[] => found(text, TRACES);

export const findSecret = (text: string): string[] => found(text, [/HUSHED-/]);

const classes = classesOf(mappings);
export const HIDDEN: readonly DataClass[] = ['PERSONAL', 'HEALTH', 'SECRET'];

/** Few values, which are codes and labels: the person can be any of them. */
const isCode = ({ kind }: Column): boolean => kind === 'boolean' || kind === 'enum';

export const hiddenColumns = (table: Table): Column[] =>
  table.columns.filter((column) => HIDDEN.includes(classes.of(column)) && !isCode(column));

const isRaised = (column: Column): boolean => !HIDDEN.includes(column.dataClass);

/** What stands in a column of the person's row of this number; null: it keeps what it has. */
function personIn(column: Column, side: Side, number: number, isLast: boolean): unknown {
  const own = isRaised(column) ? RAISED : { word: CANARY, number: NUMBER, day: DAY };
  const hushed = classes.of(column) === 'SECRET' ? HUSHED : '';
  const word = `${hushed}${own.word}${number}${side === 'new' ? 'b' : ''}`;
  switch (column.kind) {
    case 'text':
      // Some rules read documents out of texts.
      return side === 'legacy' && column.length === undefined && number % 2 === 1 ? JSON.stringify({ word }) : word;
    case 'json':
      return JSON.stringify({ word, number: own.number });
    case 'date':
      return own.day;
    case 'instant':
      return `${own.day} 01:02:03.000004`;
    default:
      // Numbers are codes on the legacy side: the other rows keep theirs, so that rules still hold for them.
      return isLast ? own.number : null;
  }
}

/** Puts the person into every row of every table of a side; answers the columns where they are, by table. */
export async function plantPerson(source: DataSource, side: Side): Promise<string[]> {
  const isPostgres = source.options.type === 'postgres';
  const quote = (name: string): string => (isPostgres ? `"${name}"` : `\`${name}\``);
  const planted = new Set<string>();
  for (const table of listTables(side)) {
    const key = quote(primaryColumn(table).name);
    const rows = await source.query<{ key: string }[]>(
      `SELECT ${key} AS ${quote('key')} FROM ${quote(table.name)} ORDER BY 1`,
    );
    for (const [index, row] of rows.entries()) {
      const values = hiddenColumns(table).flatMap((column) => {
        const value = personIn(column, side, index + 1, index === rows.length - 1);
        return value === null ? [] : [{ column, value }];
      });
      if (values.length === 0) continue;
      const sets = values.map(({ column }, at) => `${quote(column.name)} = ${isPostgres ? `$${at + 1}` : '?'}`);
      const bound = isPostgres ? `$${values.length + 1}` : '?';
      await source.query(`UPDATE ${quote(table.name)} SET ${sets.join(', ')} WHERE ${key} = ${bound}`, [
        ...values.map(({ value }) => value),
        row.key,
      ]);
      for (const { column } of values) planted.add(`${table.name}.${column.name}`);
    }
  }
  return [...planted].sort();
}

export const everyHiddenColumn = (side: Side): string[] =>
  listTables(side)
    .flatMap((table) => hiddenColumns(table).map(({ name }) => `${table.name}.${name}`))
    .sort();
