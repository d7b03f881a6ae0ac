import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ExitCode, Failure, messageOf } from '../failure';
import type { RunAs } from './binaries';

/** Where data goes that has to stay and that root's own folders would hide from the server's account. */
const SYSTEM_FOLDER = '/var/lib/counterpart';

/**
 * The folder that a server's files are kept in: `postgresql` in the given one. Started by root, the server runs as
 * another account, which may not get there, as below root's own folder; then a folder of the system stands in, the
 * same one at each start.
 */
export function prepareHome(folder: string, runAs: RunAs): string {
  const home = join(resolve(folder), 'postgresql');
  createFolder(home);
  if (isReachable(home, runAs)) return realpathSync(home);
  const name = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 12);
  const substitute = join(SYSTEM_FOLDER, name);
  createFolder(substitute);
  if (isReachable(substitute, runAs)) return substitute;
  throw new Failure(
    `The embedded PostgreSQL must not run as root, and the account that it uses instead (number ${runAs.uid}) reaches ` +
      `neither ${home} nor ${substitute}. Set COUNTERPART_DATA to a folder that every account may enter, or start ` +
      'Counterpart as an ordinary user.',
    ExitCode.configuration,
  );
}

/** The folder stays ours: what the server's account could replace in it, root would then read, write or run. */
function createFolder(home: string): void {
  try {
    const created = mkdirSync(home, { recursive: true });
    // A folder of our own making is opened to the server's account; folders that were there keep their rights.
    if (created !== undefined) chmodSync(created, 0o755);
    chmodSync(home, 0o755);
  } catch (error) {
    throw new Failure(
      `The folder ${home} for the embedded PostgreSQL cannot be made: ${messageOf(error)}. Set COUNTERPART_DATA to a ` +
        'folder that you may write to.',
      ExitCode.configuration,
      { cause: error },
    );
  }
}

function isReachable(home: string, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', home], { ...runAs, cwd: '/' }).status === 0;
}
