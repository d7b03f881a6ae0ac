import type { DataSource, QueryRunner } from 'typeorm';
import { ExitCode, Failure } from './failure';

/** Any number, as long as nobody else in the database takes the same one: "ledger" on a telephone's keys. */
const LOCK = 533437;

/** Longer than another start takes to migrate; waiting is ended by then. */
const LOCK_LIMIT = '60s';

/**
 * Brings the ledger's tables in the new database up to this version, and returns the names of the steps that were
 * taken. Several services may start at once: one migrates, the others wait for it.
 */
export async function migrateLedger(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SET lock_timeout = '${LOCK_LIMIT}'`);
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeSchema(runner);
    await refuseNewer(runner, source);
    const taken = await source.runMigrations();
    return taken.map((migration) => migration.name);
  } catch (error) {
    throw explain(error);
  } finally {
    await runner.query('SELECT pg_advisory_unlock_all()');
    await runner.query('RESET lock_timeout');
    await runner.release();
  }
}

/** Only when it is missing: a login that may not make schemas can still use one that was made for it. */
async function makeSchema(runner: QueryRunner): Promise<void> {
  const [schema] = (await runner.query("SELECT to_regnamespace('counterpart') IS NULL AS missing")) as {
    missing: boolean;
  }[];
  if (schema?.missing === true) await runner.query('CREATE SCHEMA counterpart');
}

/** A ledger with steps that this version does not know belongs to a later one, which may keep other things in it. */
async function refuseNewer(runner: QueryRunner, source: DataSource): Promise<void> {
  const table = source.options.migrationsTableName ?? 'migrations';
  const [present] = (await runner.query('SELECT to_regclass($1) IS NOT NULL AS yes', [table])) as { yes: boolean }[];
  if (present?.yes !== true) return;
  const rows = (await runner.query(`SELECT name FROM ${table}`)) as { name: string }[];
  const known = source.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const unknown = rows.map((row) => row.name).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Failure(
    `The ledger in the new database was made by a later version of Counterpart (it has ${unknown.join(', ')}). Start that version instead.`,
    ExitCode.configuration,
  );
}

/** PostgreSQL's code for a right that is missing. */
const INSUFFICIENT_PRIVILEGE = '42501';

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error.code !== INSUFFICIENT_PRIVILEGE) return error;
  return new Failure(
    'The login of NEW_DATABASE_URL may not make the schema "counterpart" that the ledger is kept in. Run "counterpart ' +
      'ledger migrate" once with a login that may create schemas and tables there, or grant it: GRANT CREATE ON DATABASE … TO …;',
    ExitCode.configuration,
    { cause: error },
  );
}
