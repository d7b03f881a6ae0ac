import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { administrationDataSource, newDataSource, writableLegacyDataSource } from '../../ormconfig';
import { createTables } from '../../sample/create-tables';
import { createDatabase, dropDatabase, withDatabase } from '../../src/administration';
import { readDatabasesConfig } from '../../src/config';
import { type Databases, openDatabases } from '../../src/databases';
import { migrateLedger } from '../../src/migrate-ledger';
import type { Options } from './options';
import { LEGACY_PARENTS, NEW_PARENTS } from './parents';

const LEGACY_NAME = 'counterpart_bench_legacy';
const NEW_NAME = 'counterpart_bench_new';
const READER = 'counterpart_bench_reader';
/** Long enough for the largest table to be filled by one statement. */
export const LIMITS = { poolSize: 1, statementTimeout: 3_600_000 };
const WRITES = 1_000_000_000;

/** Where a bench works: two databases of its own, and settings as those of a service that uses them. */
export interface World {
  readonly legacyUrl: string;
  readonly newUrl: string;
  /** Settings of a program that works on these databases, by their variables. */
  readonly variables: Readonly<Record<string, string>>;
  readonly databases: Databases;
  /** With the rights to write to the legacy side. */
  readonly legacy: DataSource;
}

/** Makes both databases anew, for as long as the work takes. */
export async function withWorld(options: Options, work: (world: World) => Promise<void>): Promise<void> {
  const legacyUrl = withDatabase(options.mysql, LEGACY_NAME);
  const newUrl = withDatabase(options.postgres, NEW_NAME);
  await drop(legacyUrl, newUrl);
  try {
    await createDatabase(legacyUrl);
    await createDatabase(newUrl);
    const variables = {
      LEGACY_DATABASE_URL: await createReader(legacyUrl),
      NEW_DATABASE_URL: newUrl,
      COUNTERPART_OPERATOR: 'bench',
      RUN_APPROVAL_OVER: String(WRITES),
      LOG_LEVEL: 'warn',
    };
    await createAllTables(legacyUrl, newUrl);
    const databases = await openDatabases(readDatabasesConfig(variables));
    const legacy = await writableLegacyDataSource({ url: legacyUrl, ...LIMITS }).initialize();
    try {
      await work({ legacyUrl, newUrl, variables, databases, legacy });
    } finally {
      await legacy.destroy();
      await databases.close();
    }
  } finally {
    await drop(legacyUrl, newUrl);
  }
}

async function drop(legacyUrl: string, newUrl: string): Promise<void> {
  await dropDatabase(legacyUrl);
  await dropDatabase(newUrl);
  await onServer(withDatabase(legacyUrl, ''), `DROP USER IF EXISTS '${READER}'@'%'`);
}

/** A login that only reads, because programs refuse a legacy side that they could write to. */
async function createReader(legacyUrl: string): Promise<string> {
  const password = randomBytes(12).toString('hex');
  await onServer(legacyUrl, `CREATE USER '${READER}'@'%' IDENTIFIED BY '${password}'`);
  await onServer(legacyUrl, `GRANT SELECT ON \`${LEGACY_NAME}\`.* TO '${READER}'@'%'`);
  // To be told how far a replica is behind, as runs ask for.
  await onServer(legacyUrl, `GRANT REPLICA MONITOR ON *.* TO '${READER}'@'%'`);
  const address = new URL(legacyUrl);
  [address.username, address.password] = [READER, password];
  return address.toString();
}

async function onServer(url: string, statement: string): Promise<void> {
  const source = await administrationDataSource({ url, ...LIMITS }).initialize();
  try {
    await source.query(statement);
  } finally {
    await source.destroy();
  }
}

async function createAllTables(legacyUrl: string, newUrl: string): Promise<void> {
  const legacy = await writableLegacyDataSource({ url: legacyUrl, ...LIMITS, poolSize: 2 }).initialize();
  const current = await newDataSource({ url: newUrl, ...LIMITS, poolSize: 2 }).initialize();
  try {
    for (const [source, parents] of [
      [legacy, LEGACY_PARENTS],
      [current, NEW_PARENTS],
    ] as const) {
      const runner = source.createQueryRunner();
      await createTables(source, runner);
      for (const statement of parents) await runner.query(statement);
      await runner.release();
    }
    await migrateLedger(current);
    await current.query('VACUUM ANALYZE');
  } finally {
    await Promise.all([legacy.destroy(), current.destroy()]);
  }
}
