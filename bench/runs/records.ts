import { DifferenceSql, type Differences, IS_TAKEN, keysFor, numberOf } from './keys';

/** A mapping whose records the servers make themselves, equal on both sides but for the differences asked for. */
export interface Records {
  readonly mapping: string;
  readonly legacyTable: string;
  readonly newTable: string;
  /** New fields that differ, by the difference that was made. */
  readonly fields: { readonly text: string; readonly instant: string; readonly other: string };
  /** MariaDB's SQL for the values of record `n`, by column. */
  legacyValues(differences: DifferenceSql): Readonly<Record<string, string>>;
  /** PostgreSQL's SQL for the same values on the new side. */
  readonly newValues: Readonly<Record<string, string>>;
  /** What the raw scans read: the columns that the mapping's rules read and compare, and no others. */
  readonly legacyScan: string;
  readonly newScan: string;
}

const quoted = (columns: readonly string[], mark: string): string =>
  columns.map((column) => `${mark}${column}${mark}`).join(', ');

/** MariaDB's statement that fills a legacy table. */
export function legacyInsert(records: Records, table: string, rows: number, differences: Differences): string {
  const sql = new DifferenceSql(rows, differences);
  const values = { id: 's', ...records.legacyValues(sql) };
  return `INSERT INTO ${table} (${quoted(Object.keys(values), '`')}) SELECT ${Object.values(values).join(', ')}
    FROM (SELECT seq AS s, ${numberOf('seq', 'DIV')} AS n FROM seq_1_to_${keysFor(rows)}) AS keys_of_all
    WHERE ${sql.where()}`;
}

/** PostgreSQL's statement that fills the new table. */
export const newInsert = ({ newTable, newValues }: Records, rows: number): string =>
  `INSERT INTO ${newTable} (${quoted(Object.keys(newValues), '"')}) SELECT ${Object.values(newValues).join(', ')}
   FROM (SELECT s, ${numberOf('s', '/')} AS n FROM generate_series(1::bigint, ${keysFor(rows)}) AS s) AS keys_of_all WHERE ${IS_TAKEN}`;

const START = '2018-03-01 00:00:00.000001';
/** Microseconds between two records. */
const PACE = 37_000_003;

/** The same moment on both servers; on the legacy side one microsecond later where the record differs so. */
export const legacyMoment = (sql: DifferenceSql): string =>
  `DATE_ADD('${START}', INTERVAL n * ${PACE} + IF(${sql.is('instant')}, 1, 0) MICROSECOND)`;
export const newMoment = `timestamptz '${START}Z' + n * interval '${PACE} microseconds'`;

/** One of several texts, in turns. */
export const legacyChoice = (texts: readonly string[]): string =>
  `ELT(n % ${texts.length} + 1, ${texts.map((text) => `'${text}'`).join(', ')})`;
export const newChoice = (texts: readonly string[]): string =>
  `(ARRAY[${texts.map((text) => `'${text}'`).join(', ')}])[n % ${texts.length} + 1]`;

/** Parents that records name: enough that they are no matter of luck to the caches. */
export const PARENTS = 20_000;
/** SQL for the legacy key of a parent, scattered by a prime. */
export const parentKey = (prime: number, shift = '0'): string => `(n * ${prime} + ${shift}) % ${PARENTS} + 1`;
/** PostgreSQL's SQL for the new id of a parent. */
export const parentId = (table: string, key: string): string => `md5('${table} ' || (${key}))::uuid`;
