import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, Failure, messageOf } from '../failure';
import { type RunAs, SERVER_ENVIRONMENT } from './binaries';
import { serverFile } from './ownership';

/** A data folder and what it takes to run a server on it. */
export interface Cluster {
  readonly home: string;
  readonly data: string;
  readonly programs: string;
  readonly runAs: RunAs;
  /** The one login; it has no password, and nobody else can log in. */
  readonly login: string;
  /** Absent: one that is free. */
  readonly port?: number;
  readonly settings: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** Between finding a free port and using it, another program may take it. */
const PORT_ATTEMPTS = 3;

export async function launch(cluster: Cluster): Promise<RunningServer> {
  const access = writeAccess(cluster);
  for (let attempt = 1; ; attempt += 1) {
    const port = cluster.port ?? (await findFreePort());
    const child = spawnServer(cluster, { ...cluster.settings, hba_file: access, port: String(port) });
    const problem = await waitUntilReady(cluster, child);
    if (problem === null && child.pid !== undefined) return { child, pid: child.pid, port };
    child.kill('SIGQUIT');
    const isPortTaken = readLog(cluster).includes('Address already in use');
    if (!isPortTaken || cluster.port !== undefined || attempt === PORT_ATTEMPTS)
      throw startFailure(cluster, problem ?? '');
  }
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

/** Who may log in, and nobody else: the superuser cannot, over any way. */
function writeAccess(cluster: Cluster): string {
  const file = join(cluster.home, 'access.conf');
  writeFileSync(file, `host all ${cluster.login} 127.0.0.1/32 trust\n`);
  // Read by the server's account, whatever mask this program was started with.
  chmodSync(file, 0o644);
  return file;
}

const logFile = (cluster: Cluster): string => join(cluster.home, 'postgresql.log');

const readLog = (cluster: Cluster): string => readFileSync(logFile(cluster), 'utf8').trim();

function spawnServer(cluster: Cluster, settings: Readonly<Record<string, string>>): ChildProcess {
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
  return child;
}

/** Recovery after a power cut replays what was written last. */
const START_LIMIT_MS = 120_000;
const POLL_MS = 10;

/** Why the server does not start, or null as soon as it is ready. */
async function waitUntilReady(cluster: Cluster, child: ChildProcess): Promise<string | null> {
  let problem: string | null = null;
  child.once('error', (error) => {
    problem = messageOf(error);
  });
  const deadline = Date.now() + START_LIMIT_MS;
  while (!isReady(cluster.data, child.pid)) {
    if (problem !== null) return problem;
    if (child.exitCode !== null || child.signalCode !== null) return 'it ended at once';
    if (Date.now() > deadline) return `it was not ready after ${START_LIMIT_MS / 1000} seconds`;
    await sleep(POLL_MS);
  }
  return null;
}

/** PostgreSQL writes its state into the last line of this file. */
function isReady(data: string, pid: number | undefined): boolean {
  if (!existsSync(serverFile(data))) return false;
  const lines = readFileSync(serverFile(data), 'utf8').trimEnd().split('\n');
  return Number(lines[0]) === pid && lines.at(-1)?.trim() === 'ready';
}

function startFailure(cluster: Cluster, problem: string): Failure {
  const lastWords = readLog(cluster).split('\n').slice(-5).join('\n');
  return new Failure(
    `The embedded PostgreSQL in ${cluster.home} did not start: ${problem}. Its last words:\n${lastWords}\nIf its data is ` +
      'damaged or was made by another version, "counterpart demo --reset" makes it anew.',
    ExitCode.internal,
  );
}
