import { ExitCode } from '../../src/failure';
import { findMysqlProblem, startRun, type TestRun } from './run';
import { VARIABLES } from './servers';

declare global {
  // Global, because the setup and the teardown are loaded apart from each other.
  var counterpartTestRun: TestRun | undefined;
}

const DEFAULT_MYSQL = 'mysql://root@127.0.0.1:3306';

/** Starts one PostgreSQL for the run and looks for a MySQL or MariaDB server. */
export default async function setUp(): Promise<void> {
  // Through exit, so that an interrupted run takes its server along.
  process.once('SIGINT', () => process.exit(ExitCode.interrupted));
  process.once('SIGTERM', () => process.exit(ExitCode.terminated));
  const run = await startRun(await findMysql());
  globalThis.counterpartTestRun = run;
  process.env[VARIABLES.postgres] = run.postgres.url('postgres');
  process.env[VARIABLES.mysql] = run.mysql;
  process.env[VARIABLES.run] = run.id;
}

async function findMysql(): Promise<string> {
  const given = process.env.TEST_MYSQL_URL ?? '';
  const url = given === '' ? DEFAULT_MYSQL : given;
  const problem = await findMysqlProblem(url);
  if (problem === null) return url;
  const { host } = new URL(url);
  const message =
    `The tests of a legacy side on MySQL or MariaDB need a server, and none answers at ${host} (${problem}).\n` +
    'Start one with "apt-get install mariadb-server && service mariadb start", or with\n' +
    '"docker run --rm -p 3306:3306 -e MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 mariadb:10.11",\n' +
    'or name one whose login may create databases: TEST_MYSQL_URL=mysql://user:password@host:3306';
  if (process.env.CI === 'true') throw new Error(message);
  process.stderr.write(`\n${message}\nThey are skipped.\n`);
  return '';
}
