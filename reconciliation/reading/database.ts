/** The engines a side can live on. MariaDB speaks the mysql dialect. */
export type Dialect = 'postgres' | 'mysql';

/** A connection, pool or transaction that statements are sent to. */
export interface Database {
  readonly dialect: Dialect;
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** The two sides. The legacy one only ever sees SELECT; the ledger lives in a schema of the new one. */
export interface Sides {
  readonly legacy: Database;
  readonly new: Database;
}

export type TextRow = Record<string, string | null>;
