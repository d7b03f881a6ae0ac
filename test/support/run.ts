import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropDatabase, listDatabases, withDatabase } from '../../src/administration';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/embedded/postgres';
import { messageOf } from '../../src/failure';

/** What one run of the tests has started. */
export interface TestRun {
  /** When it started, in milliseconds, in letters and digits: part of the names of its databases. */
  readonly id: string;
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  /** The MySQL or MariaDB server; empty: there is none. */
  readonly mysql: string;
}

const FOLDER = 'counterpart-test-';
const DATABASE = 'counterpart_test_';
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export async function startRun(mysqlUrl: string): Promise<TestRun> {
  await removeOldFolders();
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
  // Started by root, PostgreSQL runs as another account, which has to get there.
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ folder, forTests: true });
  return { id: Date.now().toString(36), folder, postgres, mysql: mysqlUrl };
}

export async function stopRun(run: TestRun): Promise<void> {
  await run.postgres.stop();
  rmSync(run.folder, { recursive: true, force: true });
  if (run.mysql !== '') await removeDatabases(run.mysql, (id) => id === run.id);
}

/** Why the server does not answer, or null. Removes what killed runs left on it. */
export async function findMysqlProblem(url: string): Promise<string | null> {
  try {
    await removeDatabases(url, (id) => Date.now() - Number.parseInt(id, 36) > DAY_MS);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

async function removeDatabases(url: string, isOld: (id: string) => boolean): Promise<void> {
  for (const name of await listDatabases(withDatabase(url, ''))) {
    const [id] = name.startsWith(DATABASE) ? name.slice(DATABASE.length).split('_') : [];
    if (id !== undefined && isOld(id)) await dropDatabase(withDatabase(url, name));
  }
}

/** Runs that were killed leave a folder, and in it a server that still runs. */
async function removeOldFolders(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER))) {
    const folder = join(tmpdir(), name);
    // A young one may belong to a run that is just starting.
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < MINUTE_MS) continue;
    try {
      await removeEmbeddedPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // In use by a run beside this one, or somebody else's.
    }
  }
}
