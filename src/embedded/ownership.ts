import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, Failure, messageOf } from '../failure';

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

const POLL_MS = 10;

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

/** A claim lasts for a few file operations; one older than this was left by a process that was killed meanwhile. */
const CLAIM_LIMIT_MS = 5_000;

/** Makes this process the only user of the folder, or says who is. An owner that has ended leaves its place. */
export async function takeOwnership(home: string): Promise<void> {
  const claim = `${ownerFile(home)}.claim`;
  // Looking who owns the folder and taking it are two steps, which only one process at a time may do.
  while (!hasCreated(claim)) {
    if (Date.now() - changedAt(claim) > CLAIM_LIMIT_MS) rmSync(claim, { force: true });
    await sleep(POLL_MS);
  }
  try {
    if (isOwnerAlive(readOwner(home))) refuse(home);
    writeFileSync(ownerFile(home), ownSignature());
  } finally {
    rmSync(claim, { force: true });
  }
}

function hasCreated(file: string): boolean {
  try {
    writeFileSync(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new Failure(
      `The embedded PostgreSQL cannot write to its folder: ${messageOf(error)}.`,
      ExitCode.configuration,
      { cause: error },
    );
  }
}

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();

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
    throw new Failure(
      `The embedded PostgreSQL (process ${pid}) does not stop. End that process, then start again.`,
      ExitCode.internal,
    );
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
  if (inspectProcess(pid)?.command.includes(data) === true) await stopServer(pid);
  const deadline = Date.now() + BURIAL_MS;
  while (isNumberInUse(pid) && Date.now() < deadline) await sleep(POLL_MS);
  // The number belongs to a dead process that nobody buries, as in some containers, or to another program by now.
  // PostgreSQL would take either for a server of its own and refuse to start.
  if (isNumberInUse(pid)) rmSync(serverFile(data), { force: true });
}

/** What is left of a killed server notices its end and ends, too, within this time. */
const BURIAL_MS = 2_000;

function isNumberInUse(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
