import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { columnsWritten } from './expected-row';

/** A column that a batch writes, as the database has it. */
interface TargetColumn {
  readonly name: string;
  /** Its type without a limit of length or precision, so that what the limit does to a value is seen. */
  readonly type: string;
  readonly isText: boolean;
  readonly isJson: boolean;
  /** Whether it takes every value that can be read as its type, and takes it as it is. */
  readonly isPlain: boolean;
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Under domains lies another type, whose values are checked when they are written and not when they are staged. */
const COLUMNS = `
  SELECT a.attname AS name, CASE WHEN t.typcategory = 'S' THEN 'text' ELSE format_type(base.type, -1) END AS type,
    t.typcategory = 'S' AS is_text, base.type = 'json'::regtype AS is_json, a.attgenerated <> '' AS is_generated,
    base.type = a.atttypid AND a.atttypmod = -1 AND a.attgenerated = '' AND (t.typtype = 'e' OR base.type = ANY(
      '{uuid,int2,int4,int8,text,varchar,bool,timestamptz,date,jsonb,numeric}'::regtype[])) AS is_plain
  FROM pg_attribute a CROSS JOIN LATERAL (
    WITH RECURSIVE under AS (
      SELECT a.atttypid AS type
      UNION ALL
      SELECT o.typbasetype FROM under JOIN pg_type o ON o.oid = under.type AND o.typtype = 'd'
    )
    SELECT under.type FROM under JOIN pg_type o ON o.oid = under.type AND o.typtype <> 'd'
  ) AS base JOIN pg_type t ON t.oid = base.type
  WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

interface ColumnRow {
  name: string;
  type: string;
  is_text: boolean;
  is_json: boolean;
  is_generated: boolean;
  is_plain: boolean;
}

/** A table as a batch is written to it. */
export interface Target {
  readonly table: string;
  /** In the order of the texts of a row, the id first. */
  readonly written: readonly TargetColumn[];
  readonly isGenerated: ReadonlySet<string>;
  /** Every column that the table has. */
  readonly columns: readonly string[];
}

export async function findTarget(database: Database, mapping: Mapping): Promise<Target> {
  const table = quote(mapping.new.table.name);
  const rows = await database.query<ColumnRow>(COLUMNS, [table]);
  const byName = new Map(rows.map((row) => [row.name, row]));
  const written = columnsWritten(mapping).map((name) => {
    const row = byName.get(name);
    // The statement itself will say that there is no such column.
    return {
      name,
      type: row?.type ?? 'text',
      isText: row?.is_text ?? true,
      isJson: row?.is_json ?? false,
      isPlain: row?.is_plain ?? false,
    };
  });
  const isGenerated = new Set(rows.filter((row) => row.is_generated).map((row) => row.name));
  return { table, written, isGenerated, columns: rows.map((row) => row.name) };
}

/** SQL of a row's digest, by which it is known again: over the text of these columns. */
export const digestOf = (alias: string, columns: readonly string[]): string =>
  `hashtextextended(ROW(${columns.map((name) => `${alias}.${quote(name)}`).join(', ')})::text, 0)`;

/** Who inserted rows, and what for. */
export interface NewBulkChange {
  readonly runId: string;
  readonly mapping: string;
  readonly table: string;
  readonly actor: string;
  readonly reason: string;
}

/** Whatever may put another row in the place of the one that is written, or hide it. Foreign keys only look. */
const HAS_OWN_MIND = `
  SELECT c.relkind <> 'r' OR c.relhasrules OR c.relrowsecurity OR EXISTS (
    SELECT 1 FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D') AS found
  FROM pg_class c WHERE c.oid = to_regclass($1)`;

/**
 * Whether the table certainly keeps rows as they are sent. The lock is that of any INSERT; nobody can make a trigger or
 * a rule while it is held.
 */
export async function keepsRowsAsSent(transaction: Database, { table, written }: Target): Promise<boolean> {
  if (!written.every((column) => column.isPlain)) return false;
  await transaction.query(`LOCK TABLE ${table} IN ROW EXCLUSIVE MODE`);
  const [row] = await transaction.query<{ found: boolean }>(HAS_OWN_MIND, [table]);
  return row?.found === false;
}
