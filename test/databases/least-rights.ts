import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { administrationDataSource, newDataSource } from '../../ormconfig';
import { withDatabase } from '../../src/administration';
import { migrateLedger } from '../../src/migrate-ledger';
import { makeQueue } from '../../src/run-workshop';
import type { Engine } from '../support/servers';

const FOLDER = join(__dirname, '..', '..', 'deploy', 'sql');
const LIMITS = { poolSize: 3, statementTimeout: 60_000 };

/** The file as it lies there; another name only where logins of others may have it. */
const readFile = (name: string, login?: string): string => {
  const text = readFileSync(join(FOLDER, name), 'utf8');
  return login === undefined ? text : text.replaceAll('counterpart_reader', login);
};

/** With a login of its own: the statements of a file on one connection, as psql and mysql run them. */
async function run(url: string, ...statements: readonly string[]): Promise<void> {
  const source = await administrationDataSource({ url, ...LIMITS, poolSize: 1 }).initialize();
  try {
    for (const statement of statements) await source.query(statement);
  } finally {
    await source.destroy();
  }
}

export function withLogin(url: string, name: string, password = ''): string {
  const address = new URL(url);
  [address.username, address.password] = [name, password];
  return address.toString();
}

const LET_IN = 'host all counterpart_reader,counterpart_owner,counterpart_writer 127.0.0.1/32 trust';

/** The run's own PostgreSQL lets one login in only; from now on these too, without a password. */
async function letIn(url: string): Promise<void> {
  const source = await administrationDataSource({ url, ...LIMITS, poolSize: 1 }).initialize();
  try {
    const [access] = await source.query<{ file: string }[]>(`SELECT current_setting('hba_file') AS file`);
    if (access === undefined || readFileSync(access.file, 'utf8').includes(LET_IN)) return;
    appendFileSync(access.file, `${LET_IN}\n`);
    await source.query('SELECT pg_reload_conf()');
  } finally {
    await source.destroy();
  }
}

/** Applies the files of the new side as an operator does, in place of the ledger that is there; answers the writer's address. */
export async function applyNewSide(url: string): Promise<string> {
  await letIn(url);
  await run(url, 'DROP SCHEMA counterpart CASCADE', 'DROP SCHEMA IF EXISTS counterpart_queue CASCADE');
  await run(url, readFile('ledger-owner.postgres.sql'));
  await migrateAs(withLogin(url, 'counterpart_owner'));
  // Twice: it is run again after every upgrade.
  for (const _ of [1, 2]) await run(url, readFile('new-writer.postgres.sql'));
  return withLogin(url, 'counterpart_writer');
}

/** What "counterpart ledger migrate" does. */
async function migrateAs(url: string): Promise<void> {
  const source = await newDataSource({ url, ...LIMITS }).initialize();
  try {
    await migrateLedger(source);
    await makeQueue(source);
  } finally {
    await source.destroy();
  }
}

/** Applies the file of the legacy side; answers the reader's address. */
export async function applyLegacySide(url: string, engine: Engine): Promise<string> {
  if (engine === 'postgres') {
    await letIn(url);
    await run(url, readFile('legacy-reader.postgres.sql'));
    return withLogin(url, 'counterpart_reader');
  }
  // The server is not the run's own.
  const [name, password] = [`counterpart_${randomBytes(4).toString('hex')}`, randomBytes(12).toString('hex')];
  const lines = readFile('legacy-reader.mysql.sql', name).split('\n');
  await run(url, ...lines.filter((line) => line.endsWith(';') && !line.startsWith('--')));
  await run(url, `ALTER USER '${name}'@'%' IDENTIFIED BY '${password}' ACCOUNT UNLOCK`);
  return withLogin(url, name, password);
}

/** Logins of MySQL servers outlive their database. */
export async function dropReader(url: string, readerUrl: string): Promise<void> {
  if (!url.startsWith('postgres')) await run(withDatabase(url, ''), `DROP USER '${new URL(readerUrl).username}'@'%'`);
}

/** A statement on a session that is not set read-only, so that only rights stand in its way; answers the server's code. */
export async function codeOf(source: DataSource, statement: string): Promise<string> {
  try {
    await source.query(statement);
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
