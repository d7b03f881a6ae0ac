import type { Database } from '../../reconciliation/reading/database';

/** A right to write on some things of one kind, held by the login, by a role that it can become, or by everybody. */
interface Right {
  readonly role: string;
  readonly privilege: string;
  /** What stands before the names in a GRANT: '' for tables. */
  readonly kind: string;
  readonly names: readonly string[];
}

interface LoginRow {
  readonly role: string;
  readonly is_own: boolean;
  readonly is_superuser: boolean;
  readonly makes_roles: boolean;
}

/** PUBLIC as the functions that ask for rights call it; no role can have this name. */
const EVERYBODY = 'public';

/** A list longer than this says nothing that its beginning does not. */
const SHOWN = 12;

/** The server's own roles that only let read. Every other one, of a later version too, counts as a way to write. */
const READING_ROLES = [
  'pg_database_owner',
  'pg_monitor',
  'pg_read_all_data',
  'pg_read_all_settings',
  'pg_read_all_stats',
  'pg_read_server_files',
  'pg_stat_scan_tables',
  'pg_use_reserved_connections',
];

/** The login and every role that it can become by SET ROLE. CREATEROLE lets a role make itself a member of writers. */
const ROLES = `
  SELECT rolname AS role, rolname = session_user AS is_own, rolsuper AS is_superuser, rolcreaterole AS makes_roles
  FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER')
  ORDER BY rolname <> session_user, rolname`;

/** Of several that hold the same, one is named: everybody, because it would be no use to take it from another. */
const HOLDERS = `
  WITH holder(role, id, rank) AS (
    SELECT '${EVERYBODY}'::name, 0::oid, 0
    UNION ALL SELECT rolname, oid, CASE WHEN rolname = session_user THEN 1 ELSE 2 END
    FROM pg_roles WHERE pg_has_role(session_user, oid, 'MEMBER') AND rolname <> 'pg_write_all_data'
  )`;

const SYSTEM_SCHEMAS = `('pg_catalog', 'information_schema')`;

/** Tables in them are thrown away with the session, or belong to another table. */
const IS_LASTING = `n.nspname !~ '^pg_(toast|temp)'`;

/** An owner can drop what is its own, and grant itself what was taken away. */
const PLACES = `${HOLDERS}
  SELECT DISTINCT ON (kind, name, privilege) role, privilege, kind, ARRAY[name] AS names FROM (
    SELECT 'DATABASE ' AS kind, quote_ident(d.datname) AS name, h.role, h.rank, held.privilege
    FROM holder h, pg_database d, LATERAL (
      SELECT 'CREATE' AS privilege WHERE has_database_privilege(h.role, d.oid, 'CREATE')
      UNION ALL SELECT 'OWNERSHIP' WHERE d.datdba = h.id
    ) AS held
    WHERE d.datname = current_database()
    UNION ALL
    SELECT 'SCHEMA ', quote_ident(n.nspname), h.role, h.rank, held.privilege
    FROM holder h, pg_namespace n, LATERAL (
      SELECT 'CREATE' AS privilege WHERE has_schema_privilege(h.role, n.oid, 'CREATE')
      UNION ALL SELECT 'OWNERSHIP' WHERE n.nspowner = h.id
    ) AS held
    WHERE ${IS_LASTING}
  ) AS found
  ORDER BY kind, name, privilege, rank, role`;

/**
 * Whatever holds rows, not only the tables of mappings: a view or a partition leads to the rows of another table, a
 * trigger anywhere. Of the view pg_settings everybody may change what holds for the own session.
 */
const RELATIONS = `${HOLDERS}
  SELECT role, privilege, kind, array_agg(name ORDER BY is_system, name) AS names FROM (
    SELECT DISTINCT ON (held.privilege, c.oid) h.role, held.privilege, c.oid::regclass::text AS name,
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END AS kind, n.nspname IN ${SYSTEM_SCHEMAS} AS is_system
    FROM holder h, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL (
      SELECT privilege FROM unnest(
        CASE WHEN c.relkind = 'S' THEN ARRAY['USAGE', 'UPDATE']
             WHEN current_setting('server_version_num')::int < 170000
               THEN ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']
             ELSE ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN'] END) AS privilege
      WHERE c.relowner <> h.id AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(h.role, c.oid, privilege)
                 ELSE has_table_privilege(h.role, c.oid, privilege)
                   OR (privilege IN ('INSERT', 'UPDATE') AND has_any_column_privilege(h.role, c.oid, privilege)) END
      UNION ALL SELECT 'OWNERSHIP' WHERE c.relowner = h.id
    ) AS held
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${IS_LASTING} AND c.oid <> 'pg_catalog.pg_settings'::regclass
    ORDER BY held.privilege, c.oid, h.rank, h.role
  ) AS found
  GROUP BY role, privilege, kind ORDER BY role, privilege, kind`;

/** They do what their owner may, whoever calls them. One that returns a trigger serves a temporary table of anybody. */
const DEFINERS = `${HOLDERS}
  SELECT DISTINCT ON (p.oid) h.role, 'EXECUTE' AS privilege, 'ROUTINE ' AS kind, ARRAY[p.oid::regprocedure::text] AS names
  FROM holder h, pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE p.prosecdef AND n.nspname NOT IN ${SYSTEM_SCHEMAS} AND has_function_privilege(h.role, p.oid, 'EXECUTE')
    AND EXISTS (SELECT FROM holder u WHERE has_schema_privilege(u.role, n.oid, 'USAGE'))
  ORDER BY p.oid, h.rank, h.role`;

/** The server's own functions that are kept from everybody and were granted here, such as lo_export, unless they only read. */
const KEPT_FUNCTIONS = `${HOLDERS}
  SELECT DISTINCT ON (p.oid) h.role, 'EXECUTE' AS privilege, 'FUNCTION ' AS kind, ARRAY[p.oid::regprocedure::text] AS names
  FROM pg_proc p JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid,
       aclexplode(p.proacl) AS own JOIN holder h ON h.id = own.grantee
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname !~ '^pg_(current|get|ls|read|show|stat)_'
    AND NOT EXISTS (SELECT FROM aclexplode(i.initprivs) AS first WHERE first.grantee = own.grantee)
  ORDER BY p.oid, h.rank, h.role`;

/** What the login of a PostgreSQL database may write, in words; empty: nothing. */
export async function findPostgresGrants(database: Database): Promise<string[]> {
  const roles = await database.query<LoginRow>(ROLES);
  const superuser = roles.find((role) => role.is_superuser);
  // A superuser has every right on everything; a list of them would only hide that.
  if (superuser !== undefined) return [`superuser${through(roles, superuser.role)}`];
  const rights: Right[] = [];
  for (const query of [PLACES, RELATIONS, DEFINERS, KEPT_FUNCTIONS])
    rights.push(...(await database.query<Right>(query)));
  return [
    ...roles.filter((role) => role.makes_roles).map(({ role }) => `CREATEROLE${through(roles, role)}`),
    ...roles.filter(({ role }) => isWritingRole(role)).map(({ role }) => `membership in ${role}`),
    ...rights.map((right) => inWords(roles, right)),
  ];
}

const isWritingRole = (role: string): boolean => role.startsWith('pg_') && !READING_ROLES.includes(role);

function inWords(roles: readonly LoginRow[], { role, privilege, kind, names }: Right): string {
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  const how = kind === 'ROUTINE ' ? ', which runs with the rights of its owner' : '';
  const mend = ` (everybody has it: REVOKE ${privilege} ON ${kind}${shown} FROM PUBLIC;)`;
  const whose = role === EVERYBODY ? mend : through(roles, role);
  return `${privilege} on ${kind.toLowerCase()}${shown}${more}${how}${whose}`;
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
