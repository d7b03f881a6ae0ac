import type { Database } from '../../reconciliation/reading/database';

/** Rights by which nothing changes. Every other one, of a later version too, counts as a way to write. */
const HARMLESS = new Set([
  'USAGE',
  'SELECT',
  'SHOW VIEW',
  'SHOW DATABASES',
  'SHOW_ROUTINE',
  'SHOW CREATE ROUTINE',
  'PROCESS',
  'LOCK TABLES',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'REPLICA MONITOR',
]);

interface Session {
  readonly version: string;
  readonly database: string;
}

/**
 * What the login of a MySQL or MariaDB database may write, in words; empty: nothing. Needs a connection of its own,
 * because on MariaDB it changes the session's role.
 */
export async function findMysqlGrants(database: Database): Promise<string[]> {
  const [session] = await database.query<Session>('SELECT version() AS version, database() AS `database`');
  if (session === undefined) throw new Error('The server answered without a row');
  const lines = session.version.includes('MariaDB') ? await mariadbGrants(database) : await mysqlGrants(database);
  const found = lines.flatMap((line) => findWriting(line, session.database));
  return found.length > 0 ? [...new Set(found)] : findUntold(database);
}

async function showGrants(database: Database, statement: string): Promise<string[]> {
  const rows = await database.query<Record<string, string>>(statement);
  return rows.flatMap((row) => Object.values(row));
}

/** MariaDB shows the rights of a role, and of roles within it, only to a session that has taken it. */
async function mariadbGrants(database: Database): Promise<string[]> {
  // Of a default role the roles within would be listed too, and those cannot be taken by themselves.
  await database.query('SET ROLE NONE');
  const lines = await showGrants(database, 'SHOW GRANTS');
  for (const role of rolesIn(lines)) {
    await database.query(`SET ROLE ${role}`);
    lines.push(...(await showGrants(database, 'SHOW GRANTS')));
  }
  return lines;
}

/** MySQL shows them for the asking, those of roles within roles included. */
async function mysqlGrants(database: Database): Promise<string[]> {
  const own = await showGrants(database, 'SHOW GRANTS');
  const roles = rolesIn(own);
  if (roles.length === 0) return own;
  return [...own, ...(await showGrants(database, `SHOW GRANTS FOR CURRENT_USER() USING ${roles.join(', ')}`))];
}

/** As settings of the server have it: in either mark, or bare. */
const NAME = /`(?:[^`]|``)*`|"(?:[^"]|"")*"|'(?:[^']|'')*'|[^\s.,@`"']+/.source;
/** MySQL adds a host. */
const ROLE = `(?:${NAME})(?:@(?:${NAME}))?`;
const GRANT_OF_ROLES = new RegExp(`^GRANT (${ROLE}(?:, ?${ROLE})*) TO `);
const GRANT_OF_RIGHTS = new RegExp(
  `^GRANT (.+?) ON (TABLE |FUNCTION |PROCEDURE |PACKAGE BODY |PACKAGE |)(${NAME})\\.(${NAME}) TO (.+)$`,
  's',
);
/** They grant nothing. */
const OTHER_LINES = /^(?:REVOKE|SET DEFAULT ROLE) /;

/** The roles of lines such as "GRANT `reader`@`%`,`writer`@`%` TO `login`@`%`", as they are written there. */
const rolesIn = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => GRANT_OF_ROLES.exec(line)?.[1]?.match(new RegExp(ROLE, 'g')) ?? []);

/**
 * The writing rights in one line of SHOW GRANTS. On another database they count as well: a view, a trigger or a routine
 * there may write here. A line that is not understood is no proof that nothing can be written.
 */
function findWriting(line: string, database: string): string[] {
  if (GRANT_OF_ROLES.test(line) || OTHER_LINES.test(line)) return [];
  const found = GRANT_OF_RIGHTS.exec(line);
  // What follows the login may be the hash of its password.
  if (found === null)
    return [
      line
        .replace(/^GRANT /, '')
        .replace(/ TO .*/s, '')
        .replace(' ON ', ' on '),
    ];
  const [, privileges = '', kind = '', schema = '', table = '', rest = ''] = found;
  const isEverybodys = rest.startsWith('PUBLIC');
  const isHere = schema === '*' || isLike(database, unquote(schema));
  if (isEverybodys && !isHere && PLAYGROUNDS.has(unquote(schema))) return [];
  const names = splitPrivileges(privileges).filter((name) => !HARMLESS.has(name));
  if (/ WITH .*\bGRANT OPTION\b/s.test(rest)) names.push('GRANT OPTION');
  const thing = `${kind === 'TABLE ' ? '' : kind}${schema}.${table}`;
  const where = isHere ? '' : ' (another database, whose views, triggers and routines may write to this one)';
  const whose = (name: string): string =>
    isEverybodys ? ` (everybody has it: REVOKE ${name} ON ${thing} FROM PUBLIC;)` : '';
  return names.map((name) => `${name} on ${thing}${whose(name)}${where}`);
}

/** Databases that an installation of MariaDB opens to everybody. */
const PLAYGROUNDS = new Set(['test', 'test\\_%']);

/** Rights that everybody has by an account without a name, which SHOW GRANTS keeps to itself. */
async function findUntold(database: Database): Promise<string[]> {
  const rights = await database.query<{ privileges: string }>(
    'SELECT DISTINCT privileges AS privileges FROM information_schema.columns WHERE table_schema = database()',
  );
  const held = rights.flatMap(({ privileges }) => splitPrivileges(privileges));
  const found = new Set(held.filter((right) => right !== '' && !HARMLESS.has(right)));
  // Of a login that may read everywhere the columns tell no more than that; but it may read this.
  if (found.size === 0 && (await hasNamelessRights(database))) found.add('Writing');
  return [...found].map((right) => `${right} on this database (everybody has it, by an account without a name)`);
}

const NAMELESS = `SELECT db AS name FROM mysql.db WHERE user = '' AND database() LIKE db AND 'Y' IN
  (insert_priv, update_priv, delete_priv, create_priv, drop_priv, alter_priv, trigger_priv, event_priv, execute_priv,
   create_view_priv, create_routine_priv, alter_routine_priv)`;

async function hasNamelessRights(database: Database): Promise<boolean> {
  try {
    return (await database.query(NAMELESS)).length > 0;
  } catch {
    return false;
  }
}

/** Without the columns in brackets: a right on one column is a right to write. */
const splitPrivileges = (privileges: string): string[] =>
  privileges
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim().toUpperCase());

function unquote(name: string): string {
  const [mark = ''] = name;
  return '`"'.includes(mark) ? name.slice(1, -1).replaceAll(mark + mark, mark) : name;
}

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
