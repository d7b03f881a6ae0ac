import { randomBytes } from 'node:crypto';
import { createDatabase, type DatabaseOptions, withDatabase } from '../../src/administration';

export { dropDatabase } from '../../src/administration';

export type Engine = 'postgres' | 'mysql';

/** Set by the global setup, and read nowhere else. */
export const VARIABLES = {
  postgres: 'COUNTERPART_TEST_POSTGRES',
  mysql: 'COUNTERPART_TEST_MYSQL',
  run: 'COUNTERPART_TEST_RUN',
} as const;

const read = (name: string): string => process.env[name] ?? '';

/** MySQL and MariaDB servers outlive a run: a name says which run made a database, for the clean-up. */
const uniqueName = (): string => `counterpart_test_${read(VARIABLES.run)}_${randomBytes(4).toString('hex')}`;

/** The engines that a legacy side can live on in this run. */
export const engines: readonly Engine[] = read(VARIABLES.mysql) === '' ? ['postgres'] : ['postgres', 'mysql'];

/** The address of any database on the run's PostgreSQL, whether it exists or not. */
export const postgresUrl = (name: string): string => withDatabase(read(VARIABLES.postgres), name);

/** Creates a database on the run's own PostgreSQL, and returns its address. */
export async function createPostgresDatabase(
  name: string = uniqueName(),
  options: DatabaseOptions = {},
): Promise<string> {
  const url = postgresUrl(name);
  await createDatabase(url, options);
  return url;
}

/** Creates an empty database on the MySQL or MariaDB server, and returns its address. */
export async function createMysqlDatabase(name: string = uniqueName()): Promise<string> {
  if (!engines.includes('mysql'))
    throw new Error('No MySQL or MariaDB server is reachable in this run: use describeEachEngine.');
  const url = withDatabase(read(VARIABLES.mysql), name);
  await createDatabase(url);
  return url;
}

/** Runs a group of tests once for each engine. Those of an engine that is not there are shown as skipped. */
export function describeEachEngine(name: string, tests: (engine: Engine) => void): void {
  for (const engine of ['postgres', 'mysql'] as const) {
    const group = engines.includes(engine) ? describe : describe.skip;
    group(`${name} (${engine})`, () => tests(engine));
  }
}
