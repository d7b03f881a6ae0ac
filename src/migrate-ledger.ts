import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { patientDataSource } from '../ormconfig';
import { ExitCode, Failure } from './failure';

/** Any number, as long as nobody else in the database takes the same one: "ledger" on a telephone's keys. */
const LOCK = 533437;

/** Longer than another start takes to migrate; waiting is ended by then. */
const LOCK_LIMIT = '60s';

/**
 * Brings the ledger's tables in the new database up to this version, and returns the names of the steps that were
 * taken: all of those that were missing, or none. Several services may start at once: one migrates, the others wait.
 */
export async function migrateLedger(source: DataSource): Promise<string[]> {
  if ((await listMissingSteps(source)).length === 0) return [];
  return explained(source, takeSteps(source));
}

async function takeSteps({ options }: DataSource): Promise<string[]> {
  // A step that goes through a large ledger takes longer than any other statement may.
  const source = await patientDataSource(options).initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('SET statement_timeout = 0');
    await runner.query(`SET lock_timeout = '${LOCK_LIMIT}'`);
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeSchema(runner);
    await refuseNewer(runner, source);
    const executor = new MigrationExecutor(source, runner);
    executor.transaction = 'all';
    const taken = await executor.executePendingMigrations();
    return taken.map((migration) => migration.name);
  } finally {
    await runner.release().catch(() => undefined);
    // The lock goes with its session.
    await source.destroy();
  }
}

/** Only when it is missing: a login that may not make schemas can still use one that was made for it. */
async function makeSchema(runner: QueryRunner): Promise<void> {
  const [schema] = (await runner.query("SELECT to_regnamespace('counterpart') IS NULL AS missing")) as {
    missing: boolean;
  }[];
  if (schema?.missing === true) await runner.query('CREATE SCHEMA counterpart');
}

/** A data source, or one session of it. */
interface Asked {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

const stepsOf = (source: DataSource): string[] =>
  source.migrations.map((migration) => migration.name ?? migration.constructor.name);

/** The steps that the ledger took, in no order; none where there is no ledger yet. */
export async function listTakenSteps(asked: Asked): Promise<string[]> {
  const [present] = (await asked.query("SELECT to_regclass('counterpart.migration') IS NOT NULL AS yes")) as {
    yes: boolean;
  }[];
  if (present?.yes !== true) return [];
  const rows = (await asked.query('SELECT name FROM counterpart.migration')) as { name: string }[];
  return rows.map((row) => row.name);
}

/** The steps that the ledger has to take to be of this version, in their order. Throws a Failure when it is of a later one. */
export async function listMissingSteps(source: DataSource): Promise<string[]> {
  const taken = await explained(source, refuseNewer(source, source));
  return stepsOf(source).filter((step) => !taken.includes(step));
}

/** A ledger with steps that this version does not know belongs to a later one, which may keep other things in it. */
async function refuseNewer(asked: Asked, source: DataSource): Promise<string[]> {
  const taken = await listTakenSteps(asked);
  const known = stepsOf(source);
  const unknown = taken.filter((name) => !known.includes(name));
  if (unknown.length === 0) return taken;
  throw new Failure(
    `The ledger in the new database was made by a later version of Counterpart (it has ${unknown.join(', ')}). Start that version instead.`,
    ExitCode.configuration,
  );
}

/** PostgreSQL's code for a right that is missing. */
const INSUFFICIENT_PRIVILEGE = '42501';

async function explained<Answer>(source: DataSource, work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const isOfRights = error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE;
    if (!isOfRights) throw error;
    throw new Failure(await findMissingRight(source), ExitCode.configuration, { cause: error });
  }
}

/** The catalog answers logins that may not use the schema as well. */
const RIGHTS = `SELECT n.oid IS NOT NULL AS "isMade", has_schema_privilege(n.oid, 'USAGE') AS "isUsable",
  has_table_privilege(c.oid, 'SELECT') AS "isReadable"
  FROM (VALUES (1)) AS one LEFT JOIN pg_namespace n ON n.nspname = 'counterpart'
  LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = 'migration'`;

interface Rights {
  readonly isMade: boolean;
  /** Null: there is nothing to use or to read. */
  readonly isUsable: boolean | null;
  readonly isReadable: boolean | null;
}

/** What the login may not do with the ledger, and what to do about it. */
async function findMissingRight(asked: Asked): Promise<string> {
  const [rights] = (await asked.query(RIGHTS)) as Rights[];
  const grants = 'Grant it the rights in deploy/sql/new-writer.postgres.sql';
  if (rights?.isMade !== true)
    return (
      'The login of NEW_DATABASE_URL may not make the schema "counterpart" that the ledger is kept in. Run "counterpart ' +
      'ledger migrate" once with a login that may create schemas and tables there, or grant it: GRANT CREATE ON DATABASE … TO …;'
    );
  if (rights.isUsable !== true)
    return `The login of NEW_DATABASE_URL may not use the schema "counterpart" that the ledger is kept in. ${grants}, or at first: GRANT USAGE ON SCHEMA counterpart TO …;`;
  if (rights.isReadable === false)
    return `The login of NEW_DATABASE_URL may not read the table counterpart.migration, which says what version the ledger is of. ${grants}.`;
  return (
    'The ledger lacks steps, and the login of NEW_DATABASE_URL may not take them, because the schema "counterpart" or its tables ' +
    'are not its own. Run "counterpart ledger migrate" with the login that owns them.'
  );
}
