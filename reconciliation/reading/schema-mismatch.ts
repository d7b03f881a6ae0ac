import type { Database, Sides } from './database';

/** Of PostgreSQL, and of MySQL and MariaDB. */
const MISSING: Readonly<Record<string, 'table' | 'column'>> = {
  '42P01': 'table',
  '42703': 'column',
  ER_NO_SUCH_TABLE: 'table',
  ER_BAD_FIELD_ERROR: 'column',
};

interface ServerError {
  readonly code?: string;
  readonly message?: string;
  /** The function that a trigger was in when it failed: what it misses is no mapping's. */
  readonly where?: string;
}

/** Where servers name what they do not find. Aliases and the database before the name say nothing to people. */
const NAMES = /(?:relation|column|Table) ["'«„]?(?:[^\s"'.]+\.)*([^\s"'.»“]+)/;

/** A side has no table or column of a name that a mapping reads or writes: no verdict, and no fault of the program. */
export class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';

  constructor(
    private readonly side: keyof Sides,
    private readonly missing: string,
    mapping: string | null,
    options?: ErrorOptions,
  ) {
    const command = mapping === null ? 'counterpart check <mapping>' : `counterpart check ${mapping}`;
    super(
      `The ${side} database has no ${missing} where a mapping expects it, or does not show it to the login. ` +
        `Run "${command}", or "counterpart check" for all mappings: it says what does not fit and what to do about it.`,
      options,
    );
  }

  /** The same, told of the mapping that was worked on. */
  of(mapping: string): SchemaMismatch {
    return new SchemaMismatch(this.side, this.missing, mapping, { cause: this.cause });
  }
}

/** The error as a mismatch where it is one; the ledger's own tables are declared by no mapping. */
export function asMismatch(side: keyof Sides, error: unknown): unknown {
  const inner = (error as { driverError?: ServerError } | null)?.driverError;
  const kind = MISSING[inner?.code ?? ''];
  const message = inner?.message ?? '';
  if (kind === undefined || inner?.where !== undefined || /\bcounterpart\./.test(message)) return error;
  const name = NAMES.exec(message)?.[1];
  return new SchemaMismatch(side, name === undefined ? kind : `${kind} ${name}`, null, { cause: error });
}

/** The database of a side, whose missing tables and columns are told as such. */
export function asSide(side: keyof Sides, database: Database): Database {
  return {
    dialect: database.dialect,
    async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      try {
        return await database.query<Row>(sql, parameters);
      } catch (error) {
        throw asMismatch(side, error);
      }
    },
  };
}
