import type { Column, ValueKind } from '../../../entities/table';
import type { Statement } from '../../reading/statement';

/** What the values of one column look like, counted by the server itself. */
export interface ValueProfile {
  /** The legacy path, or the new field. */
  readonly path: string;
  readonly rows: number;
  /** Neither NULL nor an empty text. */
  readonly filled: number;
  readonly nulls: number;
  readonly empty: number;
  readonly distinct: number;
  /** Null: there is no value, the kind has no order, or the values are not for a summary. */
  readonly least: string | null;
  readonly greatest: string | null;
  /** In characters; null: there is no value, or the kind has no length. */
  readonly shortest: number | null;
  readonly longest: number | null;
}

/** A column to be looked at. */
export interface ProfiledColumn {
  readonly path: string;
  readonly column: Pick<Column, 'kind'>;
  readonly expression: string;
}

export type ProfileRow = Readonly<Record<string, string | number | null>>;

const isText = (kind: ValueKind): boolean => kind === 'text' || kind === 'enum';
const hasLength = (kind: ValueKind): boolean => isText(kind) || kind === 'json';
const hasOrder = (kind: ValueKind): boolean => kind !== 'json' && kind !== 'uuid';

/** The values in the form in which the server may tell them apart and put them in order. */
function comparable(statement: Statement, { column, expression }: ProfiledColumn): string {
  if (column.kind === 'boolean') return statement.byBytes(statement.canonical(column, expression));
  return isText(column.kind) ? statement.byBytes(expression) : expression;
}

function extreme(statement: Statement, profiled: ProfiledColumn, which: 'min' | 'max'): string {
  const { column } = profiled;
  if (!hasOrder(column.kind)) return 'NULL';
  const value = `${which}(${comparable(statement, profiled)})`;
  return isText(column.kind) || column.kind === 'boolean'
    ? statement.canonical({ kind: 'text' }, statement.fromBytes(value))
    : statement.canonical(column, value);
}

/** The SELECT list that profiles some columns; `withRange` asks for the least and the greatest value as well. */
export function profileList(statement: Statement, columns: readonly ProfiledColumn[], withRange: boolean): string {
  const parts = columns.flatMap((profiled, index) => {
    const { column, expression } = profiled;
    const length = hasLength(column.kind) ? statement.characters(expression) : null;
    return [
      `count(${expression}) AS present${index}`,
      `${isText(column.kind) ? `count(CASE WHEN ${length} = 0 THEN 1 END)` : '0'} AS empty${index}`,
      `count(DISTINCT ${comparable(statement, profiled)}) AS distinct${index}`,
      `${withRange ? extreme(statement, profiled, 'min') : 'NULL'} AS least${index}`,
      `${withRange ? extreme(statement, profiled, 'max') : 'NULL'} AS greatest${index}`,
      `${length === null ? 'NULL' : `min(${length})`} AS shortest${index}`,
      `${length === null ? 'NULL' : `max(${length})`} AS longest${index}`,
    ];
  });
  return ['count(*) AS total', ...parts].join(', ');
}

/** Longer texts are no codes or names any more. */
const MOST_CHARACTERS = 200;

const textAt = (row: ProfileRow, name: string): string | null => {
  const value = row[name] ?? null;
  return value === null ? null : [...String(value)].slice(0, MOST_CHARACTERS).join('');
};

const numberAt = (row: ProfileRow, name: string): number | null => {
  const value = row[name] ?? null;
  return value === null ? null : Number(value);
};

export function readProfiles(row: ProfileRow, columns: readonly ProfiledColumn[]): ValueProfile[] {
  const rows = numberAt(row, 'total') ?? 0;
  return columns.map(({ path }, index) => {
    const present = numberAt(row, `present${index}`) ?? 0;
    const empty = numberAt(row, `empty${index}`) ?? 0;
    return {
      path,
      rows,
      filled: present - empty,
      nulls: rows - present,
      empty,
      distinct: numberAt(row, `distinct${index}`) ?? 0,
      least: textAt(row, `least${index}`),
      greatest: textAt(row, `greatest${index}`),
      shortest: numberAt(row, `shortest${index}`),
      longest: numberAt(row, `longest${index}`),
    };
  });
}
