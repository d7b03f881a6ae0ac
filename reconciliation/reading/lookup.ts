import { type Column, primaryColumn, type Table } from '../../entities/table';
import { readCell } from '../value';
import type { Cells } from './cells';
import type { Database } from './database';
import { ownRows } from './own-rows';
import { Statement } from './statement';

/** Rows of a new table that are wanted by the texts of one column, with some of their other columns. */
export interface Lookup {
  readonly table: Table;
  readonly by: Column;
  readonly texts: readonly string[];
  readonly also: readonly Column[];
  /** What else must hold of the rows, by property. */
  readonly where?: Readonly<Record<string, string>>;
}

export interface FoundRow {
  /** The text of the column that it was looked up by. */
  readonly key: string;
  readonly id: string;
  /** The other columns, by property. */
  readonly cells: Cells;
}

interface RawRow {
  readonly place: number;
  readonly k: string;
  readonly id: string;
  readonly v: readonly (string | null)[];
}

/** Carries out several lookups in one statement, however many tables they go to. */
export async function lookUp(database: Database, lookups: readonly Lookup[]): Promise<FoundRow[][]> {
  const found: FoundRow[][] = lookups.map(() => []);
  if (lookups.every((lookup) => lookup.texts.length === 0)) return found;
  const statement = new Statement('postgres');
  const parts = lookups.map(({ table, by, texts, also, where: own = {} }, place) => {
    const at = (column: Column): string => `t.${statement.quote(column.name)}`;
    const values = also.map((column) => statement.canonical(column, at(column))).join(', ');
    const key = statement.canonical(by, at(by));
    const where = [statement.isOneOf(at(by), by.kind, texts), ...ownRows(statement, 't', table, own)].join(' AND ');
    const id = at(primaryColumn(table));
    return `SELECT ${place} AS place, ${key} AS k, ${id}::text AS id, ARRAY[${values}]::text[] AS v FROM ${statement.quote(table.name)} t WHERE ${where}`;
  });
  const rows = await database.query<RawRow>(`${parts.join(' UNION ALL ')} ORDER BY 1, 3`, statement.parameters);
  for (const { place, k, id, v } of rows) {
    const cells = (lookups[place]?.also ?? []).map(
      (column, index) => [column.property, readCell(column.kind, v[index] ?? null)] as const,
    );
    found[place]?.push({ key: k, id, cells: new Map(cells) });
  }
  return found;
}
