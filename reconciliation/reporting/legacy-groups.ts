import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** Records that share the texts of some paths. */
export interface LegacyGroup {
  readonly texts: ReadonlyMap<string, string | null>;
  readonly records: number;
  /** Of the summed path: how many records have a value, and the sum of those; null: none has. */
  readonly values: number;
  readonly sum: string | null;
}

interface Wanted {
  readonly by: readonly string[];
  readonly sum: string | null;
}

type Row = Record<string, string | number | null>;

/** The text behind a group key. */
export const textOf = (hex: string | null): string | null =>
  hex === null ? null : Buffer.from(hex, 'hex').toString('utf8');

/**
 * Counts and sums the legacy records that a mapping takes in. Its scope is a function, which no server can run: the
 * records are grouped by what the scope reads, and the groups that it leaves out are left out here.
 */
export async function listLegacyGroups(database: Database, mapping: Mapping, wanted: Wanted): Promise<LegacyGroup[]> {
  const { scope } = mapping.legacy;
  const paths = [...new Set([...wanted.by, ...(scope?.reads ?? [])])];
  const { sql, parameters } = groupQuery(database, mapping, paths, wanted.sum);
  const rows = await database.query<Row>(sql, parameters);
  const groups = rows.map((row): LegacyGroup => {
    const text = (name: string): string | null => (row[name] == null ? null : String(row[name]));
    return {
      texts: new Map(paths.map((path, index) => [path, textOf(text(`k${index}`))])),
      records: Number(row.n),
      values: Number(row.v ?? 0),
      sum: text('s'),
    };
  });
  return groups.filter((group) => scope === null || scope.includes((path) => group.texts.get(path) ?? null));
}

function groupQuery(database: Database, mapping: Mapping, paths: readonly string[], sum: string | null) {
  const statement = new Statement(database.dialect);
  const joins = new Joins(statement, mapping.legacy);
  const keys = paths.map((path, index) => {
    const { column, expression } = joins.column(path);
    return `${statement.groupKey(column, expression)} AS k${index}`;
  });
  const sums = sum === null ? [] : sumOf(statement, joins.column(sum).expression);
  const where = joins.population();
  return {
    sql: [
      `SELECT ${[...keys, 'count(*) AS n', ...sums].join(', ')} ${joins.from()}`,
      where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`,
      keys.length === 0 ? '' : `GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`,
    ].join(' '),
    parameters: statement.parameters,
  };
}

/** The sum as exact text, and how many values it is of. */
export function sumOf(statement: Statement, expression: string): string[] {
  return [`count(${expression}) AS v`, `${statement.canonical({ kind: 'decimal' }, `sum(${expression})`)} AS s`];
}
