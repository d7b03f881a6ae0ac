import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseOptions, createDatabase, listDatabases } from './administration';
import { findPrograms, type RunAs, SERVER_ENVIRONMENT, serverAccount } from './embedded-binaries';
import { prepareHome } from './embedded-home';
import { giveUpOwnership, serverFile, stopLeftOver, stopServer, takeOwnership } from './embedded-ownership';
import { ExitCode, Failure } from './failure';

export interface EmbeddedOptions {
  /** Where the data stays between starts. */
  readonly folder: string;
  /** Absent: any free one. */
  readonly port?: number;
  /** Settings of PostgreSQL that replace or join ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For tests: nothing is made safe against a power cut, and the login may do everything. */
  readonly forTests?: boolean;
}

export interface EmbeddedPostgres {
  readonly pid: number;
  /** Where everything of this server lies. */
  readonly home: string;
  url(database: string): string;
  listDatabases(): Promise<string[]>;
  createDatabase(name: string, options?: DatabaseOptions): Promise<void>;
  stop(): Promise<void>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  // There is no replica, and without one a bulk load need not be written twice.
  wal_level: 'minimal',
  max_wal_senders: '0',
  timezone: 'UTC',
};

const TEST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The login. Outside tests it is no superuser: every account of this machine can use it, as it has no password. */
const LOGIN = 'counterpart';

/** What is running and where. */
interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly programs: string;
  readonly runAs: RunAs;
  readonly options: EmbeddedOptions;
}

/** Starts a PostgreSQL of our own on this machine's loopback address, after making its data folder if there is none. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const runAs = serverAccount();
  const home = prepareHome(options.folder, runAs);
  const data = join(home, 'data');
  await takeOwnership(home);
  try {
    await stopLeftOver(data);
    const cluster: Cluster = { home, data, programs: findPrograms(home, runAs), runAs, options };
    if (!existsSync(data)) initialise(cluster);
    const port = options.port ?? (await findFreePort());
    return handle(cluster, await launch(cluster, port), port);
  } catch (error) {
    giveUpOwnership(home);
    throw error;
  }
}

/** Deletes the data of the server that was started with this folder. Refuses while it is running. */
export async function removeEmbeddedPostgres(folder: string): Promise<void> {
  const home = prepareHome(folder, serverAccount());
  await takeOwnership(home);
  try {
    await stopLeftOver(join(home, 'data'));
    rmSync(join(home, 'data'), { recursive: true, force: true });
  } finally {
    giveUpOwnership(home);
  }
}

/** Made under another name, so that an interrupted first start leaves nothing that looks like a data folder. */
function initialise(cluster: Cluster): void {
  const unfinished = `${cluster.data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const locale = ['--locale=C', '--encoding=UTF8', '--username=postgres', '--auth=reject'];
  const flags = cluster.options.forTests === true ? ['--no-sync'] : [];
  run(cluster, 'initdb', ['--pgdata', unfinished, '--no-instructions', ...locale, ...flags]);
  const rights = cluster.options.forTests === true ? 'SUPERUSER' : 'CREATEDB';
  // Single-user mode makes the login without a password that would have to be kept anywhere.
  run(cluster, 'postgres', ['--single', '-D', unfinished, 'postgres'], `CREATE ROLE ${LOGIN} LOGIN ${rights}\n`);
  writeFileSync(join(unfinished, 'pg_hba.conf'), `host all ${LOGIN} 127.0.0.1/32 trust\n`);
  renameSync(unfinished, cluster.data);
}

function run(cluster: Cluster, program: string, parameters: readonly string[], input = ''): void {
  const { runAs, home, programs } = cluster;
  const result = spawnSync(join(programs, program), parameters, { ...runAs, cwd: home, env: SERVER_ENVIRONMENT, input, encoding: 'utf8' });
  const complaint = result.error?.message ?? result.stderr;
  if (result.status === 0 && !/ERROR|FATAL/.test(complaint)) return;
  throw new Failure(`The embedded PostgreSQL could not be set up in ${home}: ${program} said:\n${complaint.trim()}`, ExitCode.internal);
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const logFile = (cluster: Cluster): string => join(cluster.home, 'postgresql.log');

async function launch(cluster: Cluster, port: number): Promise<ChildProcess> {
  const settings = { ...SETTINGS, ...(cluster.options.forTests === true ? TEST_SETTINGS : {}), ...cluster.options.settings, port };
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile(cluster), 'w');
  // Detached, because Ctrl-C on a terminal goes to a whole group, and the databases must outlive what uses them.
  const child = spawn(join(cluster.programs, 'postgres'), ['-D', cluster.data, ...parameters], {
    ...cluster.runAs,
    cwd: cluster.home,
    env: SERVER_ENVIRONMENT,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  await waitUntilReady(cluster, child);
  return child;
}

/** Recovery after a power cut replays what was written last. */
const START_LIMIT_MS = 120_000;
const POLL_MS = 10;

async function waitUntilReady(cluster: Cluster, child: ChildProcess): Promise<void> {
  let problem: string | null = null;
  child.once('error', (error) => {
    problem = error.message;
  });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!isReady(cluster.data, child.pid)) {
    if (child.exitCode !== null || child.signalCode !== null) problem = 'it ended at once';
    if (Date.now() > deadline) problem = `it was not ready after ${START_LIMIT_MS / 1000} seconds`;
    if (problem !== null) throw startFailure(cluster, problem);
    await sleep(POLL_MS);
  }
}

/** PostgreSQL writes its state into the last line of this file. */
function isReady(data: string, pid: number | undefined): boolean {
  if (!existsSync(serverFile(data))) return false;
  const lines = readFileSync(serverFile(data), 'utf8').trimEnd().split('\n');
  return Number(lines[0]) === pid && lines.at(-1)?.trim() === 'ready';
}

function startFailure(cluster: Cluster, problem: string): Failure {
  const lastLines = readFileSync(logFile(cluster), 'utf8').trim().split('\n').slice(-5).join('\n');
  return new Failure(
    `The embedded PostgreSQL in ${cluster.home} did not start: ${problem}. Its last words:\n${lastLines}\nIf its data is ` +
      'damaged or was made by another version, "counterpart demo --reset" makes it anew.',
    ExitCode.internal,
  );
}

function handle(cluster: Cluster, child: ChildProcess, port: number): EmbeddedPostgres {
  const { pid } = child;
  if (pid === undefined) throw startFailure(cluster, 'it has no process');
  const url = (database: string): string => `postgres://${LOGIN}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  // A program that ends without stopping its server takes it along; only a killed one leaves it for the next start.
  const stopAtOnce = (): void => {
    child.kill('SIGINT');
  };
  process.once('exit', stopAtOnce);
  return {
    pid,
    home: cluster.home,
    url,
    listDatabases: () => listDatabases(url('postgres')),
    createDatabase: (name, databaseOptions) => createDatabase(url(name), databaseOptions),
    async stop() {
      process.removeListener('exit', stopAtOnce);
      await stopServer(pid);
      giveUpOwnership(cluster.home);
    },
  };
}
