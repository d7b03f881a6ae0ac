import { administrationDataSource } from '../../ormconfig';
import { dropDatabase, listDatabases, renameDatabase } from '../../src/administration';
import { fillWithSample } from '../../src/load';
import { createMysqlDatabase, createPostgresDatabase, type Engine, postgresUrl } from './servers';

export interface SampleDatabases {
  readonly legacyUrl: string;
  readonly newUrl: string;
  /** Drops what is this caller's own. */
  drop(): Promise<void>;
}

/** Any number: who holds the lock makes the sample, and the other test files wait. */
const LOCK = 726753;

/** Making the sample takes a while for whoever waits for it. */
const LIMITS = { poolSize: 1, statementTimeout: 600_000 };

/**
 * The loaded sample with its baseline in the ledger, on this engine. The first caller of a run has it made. The new
 * side and a legacy PostgreSQL are copies of the caller's own; a legacy MySQL is shared and must not be written to.
 */
export async function useSample(engine: Engine): Promise<SampleDatabases> {
  const made = await makeOnce(engine);
  const newUrl = await createPostgresDatabase(undefined, { template: newTemplate(engine) });
  if (engine === 'mysql') return { legacyUrl: made, newUrl, drop: () => dropDatabase(newUrl) };
  const legacyUrl = await createPostgresDatabase(undefined, { template: LEGACY_TEMPLATE });
  const drop = async (): Promise<void> => {
    await dropDatabase(newUrl);
    await dropDatabase(legacyUrl);
  };
  return { legacyUrl, newUrl, drop };
}

const LEGACY_TEMPLATE = 'sample_legacy';
const newTemplate = (engine: Engine): string => `sample_new_${engine}`;

/** The address of the legacy side, made if this caller is the first. */
async function makeOnce(engine: Engine): Promise<string> {
  const source = administrationDataSource({ url: postgresUrl('postgres'), ...LIMITS });
  await source.initialize();
  // A connection taken out of the pool: one that lies idle in it is closed after some seconds, and the lock with it.
  const lock = source.createQueryRunner();
  try {
    await lock.connect();
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await lock.query('CREATE TABLE IF NOT EXISTS sample (engine text PRIMARY KEY, legacy_url text NOT NULL)');
    const [known] = (await lock.query('SELECT legacy_url FROM sample WHERE engine = $1', [engine])) as unknown as {
      legacy_url: string;
    }[];
    if (known !== undefined) return known.legacy_url;
    const legacyUrl = await make(engine);
    await lock.query('INSERT INTO sample VALUES ($1, $2)', [engine, legacyUrl]);
    return legacyUrl;
  } finally {
    // The lock goes with its connection.
    await lock.release();
    await source.destroy();
  }
}

/** Filled under the final names but for the new side, whose name is given last: an attempt that failed is seen by that. */
async function make(engine: Engine): Promise<string> {
  const present = await listDatabases(postgresUrl('postgres'));
  if (engine === 'postgres' && present.includes(LEGACY_TEMPLATE)) await dropDatabase(postgresUrl(LEGACY_TEMPLATE));
  const legacyUrl =
    engine === 'mysql'
      ? await createMysqlDatabase()
      : await createPostgresDatabase(LEGACY_TEMPLATE, { encoding: 'SQL_ASCII' });
  const newUrl = await createPostgresDatabase();
  await fillWithSample({ legacy: legacyUrl, new: newUrl });
  await renameDatabase(newUrl, newTemplate(engine));
  return legacyUrl;
}
