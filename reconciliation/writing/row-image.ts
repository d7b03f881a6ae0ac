import type { RowImage } from '../../entities/ledger/change';
import type { Database } from '../reading/database';

export interface CatalogColumn {
  readonly name: string;
  readonly type: string;
  /** Computed by the database, so never written. */
  readonly isGenerated: boolean;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The columns that a table really has, whether or not an entity knows them: an image leaves nothing out. */
async function listColumns(database: Database, table: string): Promise<CatalogColumn[]> {
  const rows = await database.query<{ name: string; type: string; generated: boolean }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attgenerated <> '' AS generated
     FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [quote(table)],
  );
  return rows.map((row) => ({ name: row.name, type: row.type, isGenerated: row.generated }));
}

/** A column that a mapping declares to be a reference, by table and name. */
export interface Declared {
  readonly child: string;
  readonly name: string;
}

/** A column that may hold the ids of another table's rows. */
export interface Referencing {
  /** Table and column as SQL writes them. */
  readonly child: string;
  readonly column: string;
  /** Both, for people. */
  readonly name: string;
}

/** The columns that refer to a table, by foreign key or by declaration. */
export async function listReferencing(
  database: Database,
  table: string,
  declared: readonly Declared[],
): Promise<Referencing[]> {
  const keys = await database.query<Declared>(
    `SELECT c.conrelid::regclass::text AS child, a.attname AS name
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = to_regclass($1) AND array_length(c.conkey, 1) = 1 ORDER BY 1, 2`,
    [quote(table)],
  );
  // A foreign key may have been dropped: what the mappings declare to be a reference is looked at all the same.
  const unseen = declared.filter((entry) => !keys.some((key) => key.child === entry.child && key.name === entry.name));
  return [...keys, ...unseen.map((entry) => ({ ...entry, child: quote(entry.child) }))].map(({ child, name }) => ({
    child,
    column: quote(name),
    name: `${child.replaceAll('"', '')}.${name}`,
  }));
}

/** Rows of the new side as exact text, and the statements that write them. */
export class RowImages {
  private readonly columns = new Map<string, Promise<CatalogColumn[]>>();

  constructor(private readonly database: Database) {}

  /** Reads and locks a row; null: it is not there. */
  async find(table: string, id: string): Promise<RowImage | null> {
    const columns = await this.columnsOf(table);
    const list = columns.map((column) => `${quote(column.name)}::text AS ${quote(column.name)}`).join(', ');
    const [row] = await this.database.query<RowImage>(
      `SELECT ${list} FROM ${quote(table)} WHERE id = $1::uuid FOR UPDATE`,
      [id],
    );
    return row ?? null;
  }

  /** Locks rows in the order of their ids, so that two writers never wait for each other. */
  async lock(table: string, ids: readonly string[]): Promise<void> {
    await this.database.query(`SELECT id FROM ${quote(table)} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`, [
      ids,
    ]);
  }

  /** Inserts a row from texts; columns that are not named get their defaults. Answers how many rows were written. */
  async insert(table: string, values: RowImage): Promise<number> {
    const names = await this.writable(table, values);
    const marks = names.map((_, index) => `$${index + 1}`).join(', ');
    const sql = `INSERT INTO ${quote(table)} (${names.map(quote).join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${marks}) RETURNING id`;
    return (
      await this.database.query(
        sql,
        names.map((name) => values[name] ?? null),
      )
    ).length;
  }

  async update(table: string, id: string, values: RowImage): Promise<number> {
    const names = await this.writable(table, values);
    const set = names.map((name, index) => `${quote(name)} = $${index + 2}`).join(', ');
    const sql = `UPDATE ${quote(table)} SET ${set} WHERE id = $1::uuid RETURNING id`;
    return countOf(await this.database.query(sql, [id, ...names.map((name) => values[name] ?? null)]));
  }

  async remove(table: string, id: string): Promise<number> {
    return countOf(await this.database.query(`DELETE FROM ${quote(table)} WHERE id = $1::uuid RETURNING id`, [id]));
  }

  /** The tables, with columns, that hold a foreign key to this row. A cascade would take those rows along unseen. */
  async listReferences(table: string, id: string, declared: readonly Declared[]): Promise<string[]> {
    const holding: string[] = [];
    for (const { child, column, name } of await listReferencing(this.database, table, declared)) {
      const sql = `SELECT 1 FROM ${child} WHERE ${column} = $1::uuid LIMIT 1`;
      if ((await this.database.query(sql, [id])).length > 0) holding.push(name);
    }
    return holding;
  }

  /** The columns among these that the database does not compute by itself. */
  private async writable(table: string, values: RowImage): Promise<string[]> {
    const columns = await this.columnsOf(table);
    const generated = new Set(columns.filter((column) => column.isGenerated).map((column) => column.name));
    return Object.keys(values).filter((name) => !generated.has(name));
  }

  private columnsOf(table: string): Promise<CatalogColumn[]> {
    const known = this.columns.get(table) ?? listColumns(this.database, table);
    this.columns.set(table, known);
    return known;
  }
}

/** TypeORM answers an UPDATE or DELETE with rows and their count, a SELECT or INSERT with rows. */
function countOf(answer: unknown): number {
  const [rows] = answer as [unknown];
  return Array.isArray(rows) ? rows.length : (answer as unknown[]).length;
}

export const isSameImage = (first: RowImage | null, second: RowImage | null): boolean => {
  if (first === null || second === null) return first === second;
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...names].every((name) => first[name] === second[name]);
};

/** The columns in which two images differ. */
export function changedColumns(before: RowImage | null, after: RowImage | null): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].filter((name) => (before?.[name] ?? null) !== (after?.[name] ?? null));
}
