import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type DatabaseOptions, listDatabases } from '../administration';
import { ExitCode, Failure } from '../failure';
import { findPrograms, SERVER_ENVIRONMENT, serverAccount } from './binaries';
import { prepareHome } from './home';
import { type Cluster, launch, type RunningServer } from './launch';
import { giveUpOwnership, stopLeftOver, stopServer, takeOwnership } from './ownership';

export interface EmbeddedOptions {
  /** Where the data stays between starts. */
  readonly folder: string;
  /** Absent: one that is free. */
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

/**
 * Outside tests it is no superuser: it has no password, so that every account of this machine can use it. Not named
 * like the ledger's schema, which PostgreSQL would then search before the one with the tables.
 */
const LOGIN = 'embedded';

/** Starts a PostgreSQL of our own on this machine's loopback address, after making its data folder if there is none. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = prepareHome(options.folder, serverAccount());
  await takeOwnership(home);
  try {
    const cluster = await prepareCluster(home, options);
    return handle(cluster, await launch(cluster));
  } catch (error) {
    giveUpOwnership(home);
    throw error;
  }
}

/** Deletes the data of the server that is started with this folder. Refuses while it is running. */
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

async function prepareCluster(home: string, options: EmbeddedOptions): Promise<Cluster> {
  const runAs = serverAccount();
  const forTests = options.forTests === true;
  const cluster: Cluster = {
    home,
    data: join(home, 'data'),
    programs: findPrograms(home, runAs),
    runAs,
    login: LOGIN,
    ...(options.port === undefined ? {} : { port: options.port }),
    settings: { ...SETTINGS, ...(forTests ? TEST_SETTINGS : {}), ...options.settings },
  };
  await stopLeftOver(cluster.data);
  if (!existsSync(cluster.data)) initialise(cluster, forTests);
  return cluster;
}

/** Made under another name, so that an interrupted first start leaves nothing that looks like a data folder. */
function initialise(cluster: Cluster, forTests: boolean): void {
  const { uid, gid } = cluster.runAs;
  const unfinished = `${cluster.data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(unfinished, uid, gid);
  const locale = ['--locale=C', '--encoding=UTF8', '--username=postgres', '--auth=reject'];
  run(cluster, 'initdb', ['--pgdata', unfinished, '--no-instructions', ...locale, ...(forTests ? ['--no-sync'] : [])]);
  // Single-user mode makes the login without a password that would have to be kept anywhere.
  const login = `CREATE ROLE ${LOGIN} LOGIN ${forTests ? 'SUPERUSER' : 'CREATEDB'}\n`;
  run(cluster, 'postgres', ['--single', '-D', unfinished, 'postgres'], login);
  renameSync(unfinished, cluster.data);
}

function run(cluster: Cluster, program: string, parameters: readonly string[], input = ''): void {
  const { runAs, home, programs } = cluster;
  const options = { ...runAs, cwd: home, env: SERVER_ENVIRONMENT, input, encoding: 'utf8' } as const;
  const result = spawnSync(join(programs, program), parameters, options);
  const complaint = result.error?.message ?? result.stderr;
  if (result.status === 0 && !/ERROR|FATAL/.test(complaint)) return;
  throw new Failure(
    `The embedded PostgreSQL could not be set up in ${home}: ${program} said:\n${complaint.trim()}`,
    ExitCode.internal,
  );
}

function handle(cluster: Cluster, server: RunningServer): EmbeddedPostgres {
  const url = (database: string): string =>
    `postgres://${LOGIN}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
  // A program that ends without stopping its server takes it along; only a killed one leaves it for the next start.
  const stopAtOnce = (): void => {
    server.child.kill('SIGINT');
  };
  process.once('exit', stopAtOnce);
  return {
    pid: server.pid,
    home: cluster.home,
    url,
    listDatabases: () => listDatabases(url('postgres')),
    createDatabase: (name, options) => createDatabase(url(name), options),
    async stop() {
      process.removeListener('exit', stopAtOnce);
      await stopServer(server.pid);
      giveUpOwnership(cluster.home);
    },
  };
}
