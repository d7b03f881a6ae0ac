import type { Database } from '../reconciliation/reading/database';

/** Rights by which rows, tables or files change, or by which a login can give itself such rights. */
const WRITING = new Set([
  'ALL',
  'ALL PRIVILEGES',
  'INSERT',
  'UPDATE',
  'DELETE',
  'CREATE',
  'DROP',
  'ALTER',
  'INDEX',
  'TRIGGER',
  'REFERENCES',
  'CREATE VIEW',
  'CREATE ROUTINE',
  'ALTER ROUTINE',
  'EVENT',
  'DELETE HISTORY',
  'DELETE VERSIONING ROWS',
  'FILE',
  'SUPER',
  'CREATE USER',
  'CREATE ROLE',
  'DROP ROLE',
  'CREATE TABLESPACE',
  'SET USER',
  'SET_USER_ID',
  'SET_ANY_DEFINER',
  'READ_ONLY ADMIN',
]);

interface Session {
  readonly version: string;
  readonly database: string;
}

/**
 * What the login of a MySQL or MariaDB database may write, in words; empty: nothing. Needs a connection of its own,
 * because on MariaDB it changes the session's role.
 */
export async function findMysqlGrants(database: Database, tables: readonly string[]): Promise<string[]> {
  const [session] = await database.query<Session>('SELECT version() AS version, database() AS `database`');
  if (session === undefined) throw new Error('The server answered without a row');
  const own = await showGrants(database, 'SHOW GRANTS');
  const all = session.version.includes('MariaDB')
    ? await mariadbGrants(database, own)
    : await mysqlGrants(database, own);
  return [...new Set([...own, ...all].flatMap((line) => findWriting(line, session.database, tables)))];
}

async function showGrants(database: Database, statement: string): Promise<string[]> {
  const rows = await database.query<Record<string, string>>(statement);
  return rows.flatMap((row) => Object.values(row));
}

/** MariaDB shows the rights of a role only to a session that has taken it. */
async function mariadbGrants(database: Database, own: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const role of rolesIn(own)) {
    await database.query(`SET ROLE ${role}`);
    lines.push(...(await showGrants(database, 'SHOW GRANTS')));
  }
  return lines;
}

/** MySQL shows them for the asking, those of roles within roles included. */
async function mysqlGrants(database: Database, own: readonly string[]): Promise<string[]> {
  const roles = rolesIn(own);
  return roles.length === 0 ? [] : showGrants(database, `SHOW GRANTS FOR CURRENT_USER() USING ${roles.join(', ')}`);
}

/** The roles of lines such as "GRANT `reader`@`%`,`writer`@`%` TO `login`@`%`", as they are written there. */
function rolesIn(lines: readonly string[]): string[] {
  const grants = lines.filter((line) => /^GRANT .+ TO /.test(line) && !line.includes(' ON '));
  return grants.flatMap((line) => line.slice('GRANT '.length, line.lastIndexOf(' TO ')).match(ROLE_NAME) ?? []);
}

/** Quoted or, by older servers, bare; MySQL adds a host. */
const ROLE_NAME = /(?:`(?:[^`]|``)+`|[\w$]+)(?:@`[^`]*`)?/g;

/** The writing rights in one line of SHOW GRANTS, as far as it concerns the mapped tables. */
function findWriting(line: string, database: string, tables: readonly string[]): string[] {
  const found = /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)+`)\.(\*|`(?:[^`]|``)+`) TO /.exec(line);
  if (found === null) return [];
  const [, privileges = '', schema = '', table = ''] = found;
  if (schema !== '*' && !isLike(database, unquote(schema))) return [];
  if (table !== '*' && !tables.some((name) => name.toLowerCase() === unquote(table).toLowerCase())) return [];
  const names = splitPrivileges(privileges).filter((name) => WRITING.has(name));
  return names.map((name) => `${name} on ${schema}.${table}`);
}

/** Without the columns in brackets: a right on one column is a right to write. */
const splitPrivileges = (privileges: string): string[] =>
  privileges
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim().toUpperCase());

const unquote = (name: string): string => name.slice(1, -1).replaceAll('``', '`');

/** A database in a grant is a pattern: % and _ stand for others unless a backslash stands before them. */
function isLike(database: string, pattern: string): boolean {
  const source = pattern.replace(/\\(.)|[%_]|[^\\%_]/gs, (part, escaped: string | undefined) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return (escaped ?? part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'is').test(database);
}

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** The statements that make a login which only reads. */
export function mysqlReader(database: string, tables: readonly string[]): string[] {
  return [
    "CREATE USER 'counterpart_reader'@'%' IDENTIFIED BY 'choose a password';",
    ...tables.map((table) => `GRANT SELECT ON ${quote(database)}.${quote(table)} TO 'counterpart_reader'@'%';`),
  ];
}
