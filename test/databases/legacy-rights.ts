import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administrationDataSource } from '../../ormconfig';
import { databaseNameOf, withDatabase } from '../../src/administration';
import { messageOf } from '../../src/failure';
import { assertLegacyIsReadOnly } from '../../src/grants/legacy';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase } from '../support/servers';
import { withLogin } from './least-rights';
import { OwnMariadb } from './own-mariadb';

const LIMITS = { poolSize: 1, statementTimeout: 60_000 };

/** Runs statements on one connection and answers the rows of the last. */
async function run(url: string, statements: readonly string[]): Promise<Record<string, string>[]> {
  const source = await administrationDataSource({ url, ...LIMITS }).initialize();
  try {
    let rows: Record<string, string>[] = [];
    for (const statement of statements) rows = await source.query<Record<string, string>[]>(statement);
    return rows;
  } finally {
    await source.destroy();
  }
}

/** The rights that the probe names; null: it lets the login pass. */
async function probe(url: string): Promise<string[] | null> {
  try {
    await assertLegacyIsReadOnly({ url, ...LIMITS });
    return null;
  } catch (error) {
    const message = messageOf(error);
    if (!message.includes('does not start')) throw error;
    return message.split('\n').flatMap((line) => (line.startsWith('- ') ? [line.slice(2)] : []));
  }
}

export interface Stage {
  /** Runs statements as the administrator, and answers what the probe says of the login then. */
  ask(...statements: readonly string[]): Promise<string[] | null>;
  drop(): Promise<void>;
}

export const LOGIN = 'counterpart_rights';
const LET_IN = `host all ${LOGIN} 127.0.0.1/32 trust`;

/** A small legacy database on PostgreSQL with a login that may read one table of it. */
export async function openPostgresStage(): Promise<Stage> {
  const url = await createPostgresDatabase();
  const [access] = await run(url, [`SELECT current_setting('hba_file') AS file`]);
  if (access?.file !== undefined && !readFileSync(access.file, 'utf8').includes(LET_IN)) {
    appendFileSync(access.file, `${LET_IN}\n`);
    await run(url, ['SELECT pg_reload_conf()']);
  }
  await run(url, [
    `CREATE ROLE ${LOGIN} LOGIN`,
    `CREATE ROLE ${LOGIN}_a`,
    `CREATE ROLE ${LOGIN}_b`,
    'CREATE TABLE auth_user (id int, name text)',
    'CREATE TABLE django_session (id int)',
    `GRANT SELECT ON auth_user TO ${LOGIN}`,
  ]);
  return {
    async ask(...statements) {
      await run(url, statements);
      return probe(withLogin(url, LOGIN));
    },
    async drop() {
      const roles = `${LOGIN}, ${LOGIN}_a, ${LOGIN}_b`;
      await run(url, [
        `ALTER DATABASE ${databaseNameOf(url)} OWNER TO CURRENT_USER`,
        `DROP OWNED BY ${roles} CASCADE`,
        `DROP ROLE ${roles}`,
      ]);
      await dropDatabase(url);
    },
  };
}

export interface MysqlStage extends Stage {
  /** As it stands in statements. */
  readonly login: string;
  readonly role: string;
  readonly database: string;
}

/** The same on MySQL or MariaDB, whose logins outlive their database. */
export async function openMysqlStage(): Promise<MysqlStage> {
  const url = await createMysqlDatabase();
  const [name, password] = [`counterpart_${randomBytes(4).toString('hex')}`, randomBytes(12).toString('hex')];
  const login = `'${name}'@'%'`;
  await run(url, [
    `CREATE USER ${login} IDENTIFIED BY '${password}'`,
    `CREATE ROLE ${name}_a`,
    `CREATE ROLE ${name}_b`,
    'CREATE TABLE auth_user (id int, name text)',
    'CREATE TABLE django_session (id int)',
    `GRANT SELECT ON auth_user TO ${login}`,
  ]);
  return {
    login,
    role: name,
    database: databaseNameOf(url),
    async ask(...statements) {
      await run(url, statements);
      return probe(withLogin(url, name, password));
    },
    async drop() {
      await run(url, [`DROP USER ${login}`, `DROP ROLE ${name}_a`, `DROP ROLE ${name}_b`]);
      await dropDatabase(url);
    },
  };
}

/** One statement a line, as the server reads them at its start. */
const FIRST = `CREATE DATABASE lab;
CREATE DATABASE nobodys;
CREATE TABLE nobodys.t (a int);
CREATE USER reader@'%' IDENTIFIED BY 'invented';
CREATE USER plain@'%' IDENTIFIED BY 'invented';
CREATE USER caller@'%' IDENTIFIED BY 'invented';
GRANT SELECT ON *.* TO plain@'%';
GRANT SELECT, EXECUTE ON lab.* TO caller@'%';
GRANT SELECT ON lab.* TO reader@'%';
CREATE USER narrow@'%' IDENTIFIED BY 'invented';
GRANT SELECT ON nobodys.t TO narrow@'%';
CREATE USER ''@'%';
GRANT SELECT, INSERT ON nobodys.* TO ''@'%';
`;

export interface OwnStage {
  /** What the probe says of login@database. */
  ask(login: string): Promise<string[] | null>;
  drop(): Promise<void>;
}

export async function openOwnStage(): Promise<OwnStage> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-rights-'));
  const first = join(folder, 'first.sql');
  writeFileSync(first, FIRST);
  const server = await OwnMariadb.start([`--init-file=${first}`, '--sql-mode=ANSI_QUOTES']);
  return {
    ask(login) {
      const [name = '', database = ''] = login.split('@');
      return probe(withDatabase(withLogin(server.url('127.0.0.1'), name, 'invented'), database));
    },
    async drop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
