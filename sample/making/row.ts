import { type Table, tableOf } from '../../entities/table';

type ColumnKey<T> = { [K in keyof T]-?: NonNullable<T[K]> extends string | boolean ? K : never }[keyof T];

/** One row: every column of an entity and none of its relations, in the exact texts that the entity declares. */
export type Row<T> = Readonly<Pick<T, ColumnKey<T>>>;

/** The rows of one table, in the order in which they are loaded. They can be gone through more than once. */
export interface TableRows {
  readonly table: Table;
  readonly count: number;
  readonly rows: Iterable<Readonly<Record<string, unknown>>>;
}

/** The rows of some tables, parents before children. */
export interface Sample {
  readonly legacy: readonly TableRows[];
  readonly new: readonly TableRows[];
}

/** Ties rows to the entity that they were made for; the compiler checks that they fit. */
export function rowsOf<T extends object>(entity: new () => T, rows: readonly Row<T>[]): TableRows {
  return { table: tableOf(entity), count: rows.length, rows };
}

/** The same for a table that may be too large for memory: each pass makes its rows anew, and keeps none. */
export function streamOf<T extends object>(
  entity: new () => T,
  count: number,
  make: () => Iterable<Row<T>>,
): TableRows {
  return { table: tableOf(entity), count, rows: { [Symbol.iterator]: () => make()[Symbol.iterator]() } };
}

/** Columns that hold NULL in every row. */
export function nulls<K extends string>(properties: readonly K[]): Record<K, null> {
  return Object.fromEntries(properties.map((property) => [property, null])) as Record<K, null>;
}

/** Finds rows by their legacy id. */
export class RowIndex<T extends { readonly id: string }> {
  private readonly rows: ReadonlyMap<string, T>;

  constructor(rows: readonly T[]) {
    this.rows = new Map(rows.map((row) => [row.id, row]));
  }

  find(id: string | null): T | undefined {
    return id === null ? undefined : this.rows.get(id);
  }

  has(id: string | null): boolean {
    return id !== null && this.rows.has(id);
  }
}

/** Rows by a text that several of them share. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
