import { primaryColumn } from '../../entities/table';
import { type Mapping, readsOf } from '../mapping';
import { type Cells, checkBytes, readRows, type Selection, selectList } from './cells';
import type { Database, TextRow } from './database';
import { Joins } from './joins';
import { Statement } from './statement';
import { stepsOf } from './steps';

/** A legacy record with everything that the mapping's rules read, by path. */
export interface LegacyRecord {
  readonly key: string;
  readonly cells: Cells;
}

/** Which records: by key, by the values of some paths, or the next page in key order. */
export type LegacyWanted =
  | { readonly keys: readonly string[] }
  | { readonly paths: readonly string[]; readonly tuples: readonly (readonly string[])[] }
  | {
      readonly after: string | null;
      readonly upTo?: string;
      readonly among?: readonly string[];
      readonly limit: number;
    };

/**
 * The paths that a mapping reads: all columns of its table, whatever its rules and scope reach beyond it, and the
 * ids on the way there, by which tracing finds where a path breaks.
 */
function pathsOf(mapping: Mapping): string[] {
  const own = mapping.legacy.table.columns.map((column) => column.property);
  const reached = readsOf(mapping);
  const steps = reached.flatMap((path) => stepsOf(mapping, path)).flatMap((step) => [step.namedBy, step.id]);
  return [...new Set([...own, ...reached, ...steps])];
}

export class LegacyReader {
  constructor(private readonly database: Database) {}

  async list(mapping: Mapping, wanted: LegacyWanted): Promise<LegacyRecord[]> {
    if ('keys' in wanted && wanted.keys.length === 0) return [];
    if ('tuples' in wanted && wanted.tuples.length === 0) return [];
    const key = primaryColumn(mapping.legacy.table).property;
    const built = this.select(mapping, wanted);
    const rows = readRows(await this.database.query<TextRow>(built.sql, built.parameters), built.selections);
    await checkBytes(this.database, rows, built.selections, key, (keys) => this.select(mapping, { keys }, 'bytes'));
    return rows.map((cells) => ({ key: String(cells.get(key)), cells }));
  }

  /** How many records of the legacy table belong to the mapping, whatever their scope. */
  async count(mapping: Mapping): Promise<number> {
    const statement = new Statement(this.database.dialect);
    const joins = new Joins(statement, mapping.legacy);
    const where = joins.population();
    const rows = await this.database.query<{ n: string | number }>(
      `SELECT count(*) AS n ${joins.from()}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`,
      statement.parameters,
    );
    return Number(rows[0]?.n ?? 0);
  }

  /** The keys of the records of a range, in key order: after one or from one on, and before one; null: no end. */
  async listKeysBetween(
    mapping: Mapping,
    { after, from, before }: { after: string | null; from: string | null; before: string | null },
  ): Promise<string[]> {
    const statement = new Statement(this.database.dialect);
    const joins = new Joins(statement, mapping.legacy);
    const { expression, column } = joins.column(primaryColumn(mapping.legacy.table).property);
    const where = [
      ...joins.population(),
      ...(after === null ? [] : [statement.isAfter(expression, column.kind, after)]),
      ...(from === null ? [] : [`${expression} >= ${statement.bindText(column.kind, from)}`]),
      ...(before === null ? [] : [`${expression} < ${statement.bindText(column.kind, before)}`]),
    ];
    const sql = `SELECT ${statement.canonical(column, expression)} AS k ${joins.from()} WHERE ${where.join(' AND ') || '1 = 1'} ORDER BY ${expression}`;
    return (await this.database.query<{ k: string }>(sql, statement.parameters)).map((row) => row.k);
  }

  /** Which of these keys are records of the mapping. */
  async listKeys(mapping: Mapping, keys: readonly string[]): Promise<Set<string>> {
    return this.selectKeys(mapping, keys, (joins) => joins.population());
  }

  /** Which of these keys exist in the legacy table at all, whether or not they are records of the mapping. */
  async listExistingKeys(mapping: Mapping, keys: readonly string[]): Promise<Set<string>> {
    return this.selectKeys(mapping, keys, () => []);
  }

  private async selectKeys(
    mapping: Mapping,
    keys: readonly string[],
    and: (joins: Joins) => string[],
  ): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const statement = new Statement(this.database.dialect);
    const joins = new Joins(statement, mapping.legacy);
    const { expression, column } = joins.column(primaryColumn(mapping.legacy.table).property);
    const where = [...and(joins), statement.isOneOf(expression, column.kind, keys)].join(' AND ');
    const sql = `SELECT ${statement.canonical(column, expression)} AS k ${joins.from()} WHERE ${where}`;
    const rows = await this.database.query<{ k: string }>(sql, statement.parameters);
    return new Set(rows.map((row) => row.k));
  }

  private select(mapping: Mapping, wanted: LegacyWanted, form: 'text' | 'bytes' = 'text') {
    const statement = new Statement(this.database.dialect);
    const joins = new Joins(statement, mapping.legacy);
    const key = primaryColumn(mapping.legacy.table);
    const selections = pathsOf(mapping).map((path): Selection => ({ name: path, ...joins.column(path) }));
    const isKept = (selection: Selection): boolean =>
      form === 'text' || selection.name === key.property || selection.column.kind === 'text';
    const kept = selections.filter(isKept);
    const list = form === 'text' ? selectList(statement, kept) : this.bytesList(statement, kept, key.property);
    const keyColumn = joins.column(key.property).expression;
    const where = [...joins.population(), ...this.wantedOf(statement, joins, key, keyColumn, wanted)];
    const tail = 'limit' in wanted ? ` ORDER BY ${keyColumn} LIMIT ${wanted.limit}` : '';
    const sql = `SELECT ${list} ${joins.from()}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}${tail}`;
    return { sql, parameters: statement.parameters, selections: kept };
  }

  private bytesList(statement: Statement, selections: readonly Selection[], key: string): string {
    return selections
      .map((selection, index) =>
        selection.name === key
          ? `${statement.canonical(selection.column, selection.expression)} AS c${index}`
          : `${statement.bytes(selection.expression)} AS c${index}`,
      )
      .join(', ');
  }

  private wantedOf(
    statement: Statement,
    joins: Joins,
    key: ReturnType<typeof primaryColumn>,
    keyColumn: string,
    wanted: LegacyWanted,
  ): string[] {
    if ('keys' in wanted) return [statement.isOneOf(keyColumn, key.kind, wanted.keys)];
    if ('tuples' in wanted) {
      return [
        statement.areOneOf(
          wanted.paths.map((path) => joins.column(path)),
          wanted.tuples,
        ),
      ];
    }
    const from = wanted.after === null ? [] : [statement.isAfter(keyColumn, key.kind, wanted.after)];
    const upTo = wanted.upTo === undefined ? [] : [`NOT (${statement.isAfter(keyColumn, key.kind, wanted.upTo)})`];
    const among =
      wanted.among === undefined
        ? []
        : [wanted.among.length === 0 ? '1 = 0' : statement.isOneOf(keyColumn, key.kind, wanted.among)];
    return [...from, ...upTo, ...among];
  }
}
