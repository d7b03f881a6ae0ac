import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, Failure } from './failure';

interface ProcessDetails {
  /** When it started: with the id it tells two processes apart, because ids are used again, in containers at once. */
  readonly since: string;
  readonly command: string;
}

/** What is known of a process, or null when it has ended. */
function inspectProcess(pid: number): ProcessDetails | null {
  if (!existsSync('/proc/self/stat')) return inspectByTool(pid);
  try {
    // The second field is the program's name in brackets, which may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    if (fields[0] === 'Z') return null;
    return { since: fields[19] ?? '', command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') };
  } catch {
    return null;
  }
}

function inspectByTool(pid: number): ProcessDetails | null {
  const { stdout } = spawnSync('/bin/ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const found = /^(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/.exec((stdout ?? '').trim());
  return found === null ? null : { since: found[1] ?? '', command: found[2] ?? '' };
}

const ownerFile = (home: string): string => join(home, 'owner');

/** The process that uses the folder: its id and its start. */
const ownSignature = (): string => `${process.pid} ${inspectProcess(process.pid)?.since ?? ''}`;

function isOwnerAlive(signature: string): boolean {
  const [pid = '', ...since] = signature.split(' ');
  return inspectProcess(Number(pid))?.since === since.join(' ');
}

function readOwner(home: string): string {
  try {
    return readFileSync(ownerFile(home), 'utf8');
  } catch {
    return '';
  }
}

/** Longer than another process takes between reading the owner's file and replacing it. */
const SETTLE_MS = 100;

/** Makes this process the only user of the folder, or says who is. An owner that has ended leaves its place. */
export async function takeOwnership(home: string): Promise<void> {
  const signature = ownSignature();
  const own = `${ownerFile(home)}.${process.pid}`;
  writeFileSync(own, signature);
  try {
    // A link cannot replace a file: of two processes that find none, one succeeds.
    linkSync(own, ownerFile(home));
  } catch {
    if (isOwnerAlive(readOwner(home))) refuse(home);
    renameSync(own, ownerFile(home));
    await sleep(SETTLE_MS);
    if (readOwner(home) !== signature) refuse(home);
  } finally {
    rmSync(own, { force: true });
  }
}

function refuse(home: string): never {
  const [pid = ''] = readOwner(home).split(' ');
  throw new Failure(
    `The embedded PostgreSQL in ${home} is in use by process ${pid}: Counterpart is already running there. Stop that ` +
      'one first, or set COUNTERPART_DATA to another folder to run a second one beside it.',
    ExitCode.refused,
  );
}

export function giveUpOwnership(home: string): void {
  if (readOwner(home) === ownSignature()) rmSync(ownerFile(home), { force: true });
}

/** Signals by which PostgreSQL stops, from polite to harsh, and how long each is given. */
const STOP_SIGNALS = [
  { signal: 'SIGINT', milliseconds: 15_000 },
  { signal: 'SIGQUIT', milliseconds: 5_000 },
] as const;

const POLL_MS = 10;

/** Stops a running server: first so that it writes everything down, then, if it does not end, at once. */
export async function stopServer(pid: number): Promise<void> {
  const since = inspectProcess(pid)?.since;
  const isRunning = (): boolean => since !== undefined && inspectProcess(pid)?.since === since;
  for (const { signal, milliseconds } of STOP_SIGNALS) {
    if (!isRunning()) return;
    process.kill(pid, signal);
    const deadline = Date.now() + milliseconds;
    while (isRunning() && Date.now() < deadline) await sleep(POLL_MS);
  }
  if (isRunning()) {
    throw new Failure(`The embedded PostgreSQL (process ${pid}) does not stop. End that process, then start again.`, ExitCode.internal);
  }
}

/** Lines of PostgreSQL's own file about its running server. */
export const serverFile = (data: string): string => join(data, 'postmaster.pid');

/**
 * Ends a server whose program was killed before it could stop it. Only for the owner of the folder. It is stopped
 * rather than used further, because it may have been started with other settings.
 */
export async function stopLeftOver(data: string): Promise<void> {
  if (!existsSync(serverFile(data))) return;
  const pid = Number(readFileSync(serverFile(data), 'utf8').split('\n')[0]);
  const found = inspectProcess(pid);
  if (found === null) return;
  if (found.command.includes(data)) await stopServer(pid);
  // The number belongs to some other program by now, and PostgreSQL would take that for a server of its own.
  else rmSync(serverFile(data), { force: true });
}
