import { spawn } from 'node:child_process';
import { databaseNameOf } from '../../src/administration';

/** The servers' own clients: what they need for the same columns is the measure of everything else. */

interface Command {
  readonly program: string;
  readonly parameters: readonly string[];
  readonly password: readonly [variable: string, value: string];
}

/** Runs a client whose answer is thrown away. */
async function run({ program, parameters, password: [variable, value] }: Command): Promise<void> {
  const environment = value === '' ? process.env : { ...process.env, [variable]: value };
  const child = spawn(program, parameters, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (exitCode !== 0) throw new Error(`${program} ended with ${exitCode ?? 'a signal'}`);
}

/** Everything of one answer of the legacy side. */
export function scanLegacy(url: string, query: string): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const login = ['--host', hostname, '--port', port || '3306', '--user', decodeURIComponent(username)];
  const parameters = ['--no-defaults', ...login, '--quick', '--default-character-set=utf8mb4'];
  return run({
    program: 'mariadb',
    parameters: [...parameters, '--execute', query, databaseNameOf(url)],
    password: ['MYSQL_PWD', decodeURIComponent(password)],
  });
}

function runPsql(url: string, command: string): Promise<void> {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  const parameters = ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--dbname', address.toString()];
  return run({
    program: 'psql',
    parameters: [...parameters, '--command', command],
    password: ['PGPASSWORD', password],
  });
}

const onOneLine = (sql: string): string => sql.replace(/\s+/g, ' ');

/** Everything of one answer of the new side. */
export const scanNew = (url: string, query: string): Promise<void> => runPsql(url, `COPY (${query}) TO STDOUT`);

/** Rows of the new side into a file of the client's, and back. */
export const copyOut = (url: string, query: string, file: string): Promise<void> =>
  runPsql(url, onOneLine(`\\copy (${query}) TO '${file}'`));
export const copyIn = (url: string, table: string, file: string): Promise<void> =>
  runPsql(url, `\\copy ${table} FROM '${file}'`);
