import { administrationDataSource, engineOf } from '../ormconfig';

/** A server is asked for one thing at a time here; making a copy of a database may take a while. */
const ADMINISTRATION = { poolSize: 1, statementTimeout: 600_000 };

export interface DatabaseOptions {
  readonly encoding?: 'UTF8' | 'SQL_ASCII';
  /** A database of the same server to copy. */
  readonly template?: string;
}

/** The address of another database on the same server, with the same login. */
export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(name)}`;
  return address.toString();
}

export const databaseNameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

const isPostgres = (url: string): boolean => engineOf(url) === 'postgres';

function quote(url: string, name: string): string {
  const mark = isPostgres(url) ? '"' : '`';
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}

/** Runs statements one after the other on one connection, and returns the rows of the last. */
async function run<Row>(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const source = administrationDataSource({ url, ...ADMINISTRATION });
  await source.initialize();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = await source.query<Row[]>(statement);
    return rows;
  } finally {
    await source.destroy();
  }
}

/** Runs statements on the server behind an address, whether or not the database that it names exists. */
const onServer = <Row>(url: string, ...statements: readonly string[]): Promise<Row[]> =>
  run<Row>(withDatabase(url, isPostgres(url) ? 'postgres' : ''), ...statements);

export async function listDatabases(url: string): Promise<string[]> {
  const catalogue = isPostgres(url)
    ? 'SELECT datname AS name FROM pg_database'
    : 'SELECT schema_name AS name FROM information_schema.schemata';
  const rows = await onServer<{ name: string }>(url, `${catalogue} ORDER BY 1`);
  return rows.map((row) => row.name);
}

/** The tables of the database that an address names, or null when there is no such database. */
export async function listTables(url: string): Promise<string[] | null> {
  const place = isPostgres(url)
    ? "table_schema NOT IN ('pg_catalog', 'information_schema')"
    : 'table_schema = database()';
  try {
    const rows = await run<{ name: string }>(
      url,
      `SELECT table_name AS name FROM information_schema.tables WHERE ${place} ORDER BY 1`,
    );
    return rows.map((row) => row.name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_DATABASE.includes(String(error.code))) return null;
    throw error;
  }
}

/** What PostgreSQL and MySQL call a database that does not exist. */
const NO_DATABASE = ['3D000', 'ER_BAD_DB_ERROR'];

/** Creates the database that an address names. */
export async function createDatabase(url: string, options: DatabaseOptions = {}): Promise<void> {
  const name = quote(url, databaseNameOf(url));
  if (!isPostgres(url)) {
    await onServer(url, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    return;
  }
  // Files are copied as they are: to write a copy of many megabytes to the log as well takes several times as long.
  const template = options.template === undefined ? '' : ` TEMPLATE ${quote(url, options.template)} STRATEGY FILE_COPY`;
  // Only the empty template may change its encoding, and SQL_ASCII fits no language's order but that of the bytes.
  const encoding =
    options.encoding === undefined
      ? ''
      : ` TEMPLATE template0 ENCODING ${options.encoding} LC_COLLATE 'C' LC_CTYPE 'C'`;
  await onServer(url, `CREATE DATABASE ${name}${template || encoding}`);
}

/** Removes the database that an address names, with whoever is connected to it, if there is one. */
export async function dropDatabase(url: string): Promise<void> {
  await onServer(
    url,
    `DROP DATABASE IF EXISTS ${quote(url, databaseNameOf(url))}${isPostgres(url) ? ' WITH (FORCE)' : ''}`,
  );
}

/** Gives a PostgreSQL database another name. Connections that are just closing would be in the way. */
export async function renameDatabase(url: string, name: string): Promise<void> {
  const before = databaseNameOf(url);
  await onServer(
    url,
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${before.replaceAll("'", "''")}'`,
    `ALTER DATABASE ${quote(url, before)} RENAME TO ${quote(url, name)}`,
  );
}
