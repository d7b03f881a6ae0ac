import type { Database } from '../reconciliation/reading/database';

interface LoginRow {
  readonly role: string;
  readonly is_own: boolean;
  readonly is_superuser: boolean;
  readonly makes_roles: boolean;
  readonly makes_schemas: boolean;
  readonly database: string;
}

/** The login and every role that it can become by SET ROLE, with what a role may do beside tables. */
const ROLES = `
  SELECT rolname AS role, rolname = session_user AS is_own, rolsuper AS is_superuser, rolcreaterole AS makes_roles,
         has_database_privilege(oid, current_database(), 'CREATE') AS makes_schemas, current_database() AS database
  FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
  ORDER BY rolname <> session_user, rolname`;

/** Of several roles that hold the same, one is named: the login itself if it is among them. */
const SCHEMAS = `
  SELECT DISTINCT ON (n.nspname) r.rolname AS role, n.nspname AS name
  FROM pg_roles r, unnest($1::text[]) AS mapped(name)
  JOIN pg_class c ON c.oid = to_regclass(quote_ident(mapped.name)) JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE pg_has_role(session_user, r.oid, 'MEMBER') AND has_schema_privilege(r.oid, n.oid, 'CREATE')
  ORDER BY n.nspname, r.rolname <> session_user, r.rolname`;

/** Owning a table is as good as every right on it: an owner can grant itself what was taken away. */
const TABLES = `
  SELECT role, privilege, array_agg(name ORDER BY name) AS names FROM (
    SELECT DISTINCT ON (held.privilege, mapped.name) r.rolname AS role, held.privilege, mapped.name
    FROM pg_roles r, unnest($1::text[]) AS mapped(name)
    JOIN pg_class c ON c.oid = to_regclass(quote_ident(mapped.name)),
    LATERAL (
      SELECT privilege FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege
      WHERE has_table_privilege(r.oid, c.oid, privilege)
         OR (privilege IN ('INSERT', 'UPDATE') AND has_any_column_privilege(r.oid, c.oid, privilege))
      UNION ALL SELECT 'OWNERSHIP' WHERE c.relowner = r.oid
    ) AS held
    WHERE pg_has_role(session_user, r.oid, 'MEMBER')
    ORDER BY held.privilege, mapped.name, r.rolname <> session_user, r.rolname
  ) AS found
  GROUP BY role, privilege ORDER BY role, privilege`;

/** What the login of a PostgreSQL database may write, in words; empty: nothing. */
export async function findPostgresGrants(database: Database, tables: readonly string[]): Promise<string[]> {
  const roles = await database.query<LoginRow>(ROLES);
  const superuser = roles.find((role) => role.is_superuser);
  // A superuser has every right on everything; a list of them would only hide that.
  if (superuser !== undefined) return [`superuser${through(roles, superuser.role)}`];
  const schemas = await database.query<{ role: string; name: string }>(SCHEMAS, [tables]);
  const held = await database.query<{ role: string; names: string[]; privilege: string }>(TABLES, [tables]);
  return [
    ...roles.filter((role) => role.makes_roles).map(({ role }) => `CREATEROLE${through(roles, role)}`),
    ...roles
      .filter((role) => role.makes_schemas)
      .map(({ role, database: name }) => `CREATE on database ${name}${through(roles, role)}`),
    ...schemas.map(({ role, name }) => `CREATE on schema ${name}${through(roles, role)}`),
    ...held.map(({ role, names, privilege }) => `${privilege} on ${names.join(', ')}${through(roles, role)}`),
  ];
}

function through(roles: readonly LoginRow[], role: string): string {
  return roles.some((candidate) => candidate.is_own && candidate.role === role) ? '' : ` (through the role ${role})`;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The statements that make a login which only reads. */
export function postgresReader(database: string, tables: readonly string[]): string[] {
  return [
    "CREATE ROLE counterpart_reader LOGIN PASSWORD 'choose a password';",
    `GRANT CONNECT ON DATABASE ${quote(database)} TO counterpart_reader;`,
    'GRANT USAGE ON SCHEMA public TO counterpart_reader;',
    `GRANT SELECT ON ${tables.map(quote).join(', ')} TO counterpart_reader;`,
    '-- Up to PostgreSQL 14 every login may create tables, unless it is taken away:',
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC;',
  ];
}
