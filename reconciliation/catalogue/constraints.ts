import type { Database } from '../reading/database';
import { Statement } from '../reading/statement';

export enum ConstraintKind {
  PRIMARY_KEY = 'PRIMARY_KEY',
  UNIQUE = 'UNIQUE',
  /** A unique index that no constraint stands for; it may hold for some rows only. */
  UNIQUE_INDEX = 'UNIQUE_INDEX',
  FOREIGN_KEY = 'FOREIGN_KEY',
  CHECK = 'CHECK',
  /** PostgreSQL's EXCLUDE. */
  EXCLUSION = 'EXCLUSION',
}

export interface CatalogueConstraint {
  readonly name: string;
  readonly kind: ConstraintKind;
  /** In the order of the constraint; an expression stands as it is written. */
  readonly columns: readonly string[];
  /** The table that a foreign key points at. */
  readonly target: string | null;
  readonly definition: string;
  /** The rows for which a unique index holds; null: all of them. */
  readonly condition: string | null;
  /** False for a foreign key whose triggers were switched off, and for one that is declared NOT ENFORCED. */
  readonly isEnforced: boolean;
}

interface PostgresRow extends Omit<CatalogueConstraint, 'kind' | 'isEnforced'> {
  readonly table: string;
  readonly kind: string;
  readonly enforced: boolean;
}

const POSTGRES_KINDS: Readonly<Record<string, ConstraintKind>> = {
  p: ConstraintKind.PRIMARY_KEY,
  u: ConstraintKind.UNIQUE,
  i: ConstraintKind.UNIQUE_INDEX,
  f: ConstraintKind.FOREIGN_KEY,
  c: ConstraintKind.CHECK,
  x: ConstraintKind.EXCLUSION,
};

const postgresSql = (names: string): string => `
  WITH wanted AS (
    SELECT w.name, to_regclass(quote_ident(w.name)) AS id FROM unnest(${names}::text[]) AS w(name)
  )
  SELECT wanted.name AS "table", k.conname AS name, k.contype::text AS kind,
         ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
               JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place) AS columns,
         (SELECT relname::text FROM pg_class WHERE oid = k.confrelid) AS target,
         pg_get_constraintdef(k.oid) AS definition, NULL AS condition,
         pg_get_constraintdef(k.oid) NOT LIKE '%NOT ENFORCED' AND NOT EXISTS (
           SELECT 1 FROM pg_trigger g WHERE g.tgconstraint = k.oid AND g.tgenabled NOT IN ('O', 'A')) AS enforced
  FROM wanted JOIN pg_constraint k ON k.conrelid = wanted.id AND k.contype IN ('p', 'u', 'f', 'c', 'x')
  UNION ALL
  SELECT wanted.name, i.relname, 'i',
         ARRAY(SELECT coalesce(a.attname::text, pg_get_indexdef(x.indexrelid, u.place::integer, true))
               FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS u(number, place)
               LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = u.number
               WHERE u.place <= x.indnkeyatts ORDER BY u.place),
         NULL, pg_get_indexdef(x.indexrelid), pg_get_expr(x.indpred, x.indrelid), true
  FROM wanted JOIN pg_index x ON x.indrelid = wanted.id AND x.indisunique AND x.indisvalid
  JOIN pg_class i ON i.oid = x.indexrelid
  WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
  ORDER BY 1, 2`;

/** One row for each column of a constraint. */
interface MysqlRow {
  readonly table: string;
  readonly name: string;
  readonly kind: ConstraintKind;
  readonly column: string | null;
  readonly target: string | null;
  readonly target_column: string | null;
  readonly clause: string | null;
}

/**
 * The two servers keep CHECKs apart from the rest, and older ones keep none: each runs only its own comment. In a comment
 * the driver binds nothing, so the names are looked for outside.
 */
const mysqlSql = (isWanted: string): string => `
  SELECT * FROM (
    SELECT table_name AS \`table\`, index_name AS name, if(index_name = 'PRIMARY', 'PRIMARY_KEY', 'UNIQUE') AS kind,
           column_name AS \`column\`, NULL AS target, NULL AS target_column, NULL AS clause, seq_in_index AS place
    FROM information_schema.statistics WHERE table_schema = database() AND non_unique = 0
    UNION ALL
    SELECT table_name, constraint_name, 'FOREIGN_KEY', column_name, referenced_table_name, referenced_column_name, NULL, ordinal_position
    FROM information_schema.key_column_usage WHERE table_schema = database() AND referenced_table_name IS NOT NULL
    /*M!100222 UNION ALL
    SELECT table_name, constraint_name, 'CHECK', NULL, NULL, NULL, check_clause, 1
    FROM information_schema.check_constraints WHERE constraint_schema = database() */
    /*!80016 UNION ALL
    SELECT t.table_name, t.constraint_name, 'CHECK', NULL, NULL, NULL, c.check_clause, 1
    FROM information_schema.table_constraints t JOIN information_schema.check_constraints c
      ON c.constraint_schema = t.constraint_schema AND c.constraint_name = t.constraint_name
    WHERE t.constraint_type = 'CHECK' AND t.table_schema = database() */
  ) AS found WHERE ${isWanted} ORDER BY \`table\`, name, place`;

function fromPostgres(row: PostgresRow): CatalogueConstraint {
  const { name, columns, target, definition, condition, enforced } = row;
  const kind = POSTGRES_KINDS[row.kind] ?? ConstraintKind.CHECK;
  return { name, kind, columns, target, definition, condition, isEnforced: enforced };
}

/** Puts together what the server tells column by column, and the definition that it does not write out itself. */
function fromMysql(rows: readonly MysqlRow[]): CatalogueConstraint[] {
  const [first] = rows;
  if (first === undefined) return [];
  // A part of an index that is no column is an expression, which MySQL 8 alone knows.
  const columns = first.kind === ConstraintKind.CHECK ? [] : rows.map((row) => row.column ?? '(expression)');
  const targets = rows.flatMap((row) => row.target_column ?? []);
  const points = first.target === null ? '' : ` REFERENCES ${first.target} (${targets.join(', ')})`;
  const inside = first.clause ?? columns.join(', ');
  const definition = `${first.kind.replace('_', ' ')} (${inside})${points}`;
  const { name, kind, target } = first;
  return [{ name, kind, columns, target, definition, condition: null, isEnforced: true }];
}

/**
 * The constraints and unique indexes of these tables, by table. MySQL and MariaDB show CHECKs only to a login that may
 * change the table, so of a legacy side that is only read none are listed.
 */
export async function listConstraints(
  database: Database,
  names: readonly string[],
): Promise<Map<string, CatalogueConstraint[]>> {
  const statement = new Statement(database.dialect);
  if (database.dialect === 'postgres') {
    const rows = await database.query<PostgresRow>(postgresSql(statement.bind(names)), statement.parameters);
    return mapOf(names, (name) => rows.filter((row) => row.table === name).map(fromPostgres));
  }
  const sql = mysqlSql(statement.isOneOf(statement.quote('table'), 'text', names));
  const rows = await database.query<MysqlRow>(sql, statement.parameters);
  return mapOf(names, (name) => {
    const own = rows.filter((row) => row.table === name);
    const constraints = new Set(own.map((row) => `${row.kind} ${row.name}`));
    return [...constraints].flatMap((one) => fromMysql(own.filter((row) => `${row.kind} ${row.name}` === one)));
  });
}

const mapOf = <Part>(names: readonly string[], partsOf: (name: string) => Part[]): Map<string, Part[]> =>
  new Map(names.map((name) => [name, partsOf(name)]));
