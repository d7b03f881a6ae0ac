import type { Database } from '../reading/database';
import { Statement } from '../reading/statement';
import { type ColumnType, readLabels, readType } from './column-type';

/** A column as the server's own catalogue has it. */
export interface CatalogueColumn extends ColumnType {
  readonly name: string;
  /** As the server writes it. */
  readonly type: string;
  readonly nullable: boolean;
  /** SQL of what stands where nothing is given, a generated value included; null: NULL stands there. */
  readonly default: string | null;
  /** Labels of an enum in their own order; null: it is none. */
  readonly labels: readonly string[] | null;
  /** Whether the login may read it. */
  readonly isReadable: boolean;
}

interface PostgresRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** The type under a domain, or the type itself. */
  readonly base: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly readable: boolean;
  readonly labels: string[] | null;
}

/** From the system catalogue: information_schema hides from a reader what it may not change. */
const postgresSql = (names: string): string => `
  SELECT wanted.name AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
         format_type(base.type, base.modifier) AS base, NOT (a.attnotnull OR t.typnotnull) AS nullable,
         coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault, CASE WHEN a.attidentity <> '' THEN 'identity' END) AS "default",
         has_column_privilege(c.oid, a.attnum, 'SELECT') AS readable,
         (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = base.type) AS labels
  FROM unnest(${names}::text[]) AS wanted(name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(wanted.name)) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  CROSS JOIN LATERAL (
    WITH RECURSIVE under AS (
      SELECT a.atttypid AS type, a.atttypmod AS modifier
      UNION ALL
      SELECT o.typbasetype, o.typtypmod FROM under JOIN pg_type o ON o.oid = under.type AND o.typtype = 'd'
    )
    SELECT under.type, under.modifier FROM under JOIN pg_type o ON o.oid = under.type AND o.typtype <> 'd'
  ) AS base
  ORDER BY wanted.name, a.attnum`;

interface MysqlRow {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: string;
  readonly default: string | null;
  readonly extra: string;
  readonly privileges: string;
}

const mysqlSql = (isWanted: string): string => `
  SELECT table_name AS \`table\`, column_name AS name, column_type AS type, is_nullable AS nullable,
         column_default AS \`default\`, extra, privileges
  FROM information_schema.columns WHERE table_schema = database() AND ${isWanted}
  ORDER BY table_name, ordinal_position`;

const GENERATED = /auto_increment|GENERATED/i;

function fromPostgres(row: PostgresRow): CatalogueColumn {
  const { name, type, nullable, labels } = row;
  const parts = readType('postgres', row.base, labels !== null);
  return { ...parts, name, type, nullable, default: row.default, labels, isReadable: row.readable };
}

function fromMysql(row: MysqlRow): CatalogueColumn {
  const { name, type } = row;
  // MariaDB writes out the NULL that stands where a column has no default.
  const written = row.default === 'NULL' ? null : row.default;
  return {
    ...readType('mysql', type, false),
    name,
    type,
    nullable: row.nullable === 'YES',
    default: written ?? (GENERATED.test(row.extra) ? row.extra : null),
    labels: readLabels(type),
    isReadable: row.privileges.split(',').includes('select'),
  };
}

/** The columns of these tables, by table, in their own order; a table that is not there has no entry. */
export async function listColumns(
  database: Database,
  names: readonly string[],
): Promise<Map<string, CatalogueColumn[]>> {
  const statement = new Statement(database.dialect);
  const found = new Map<string, CatalogueColumn[]>();
  const add = (table: string, column: CatalogueColumn): void => {
    found.set(table, [...(found.get(table) ?? []), column]);
  };
  if (database.dialect === 'postgres') {
    const sql = postgresSql(statement.bind(names));
    for (const row of await database.query<PostgresRow>(sql, statement.parameters)) add(row.table, fromPostgres(row));
  } else {
    const sql = mysqlSql(statement.isOneOf('table_name', 'text', names));
    for (const row of await database.query<MysqlRow>(sql, statement.parameters)) add(row.table, fromMysql(row));
  }
  return found;
}
