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

/** Some rows of an answer, each with the texts of its columns in the order of the SELECT. */
export type TextRows = readonly (readonly (string | null)[])[];

/**
 * Reads large answers bit by bit. Its connections are its own and know no time limit, so that nobody else waits for a
 * long answer; one that falls silent is given up.
 */
export interface RowSource {
  readonly dialect: Dialect;
  /**
   * The rows of a SELECT whose columns are texts and whose values stand in the statement itself. It ends only after the
   * server said that the answer is whole: a connection that breaks throws.
   */
  stream(sql: string): AsyncGenerator<TextRows>;
}

/** Both sides, as runs read them. */
export interface RowSources {
  readonly legacy: RowSource;
  readonly new: RowSource;
}
