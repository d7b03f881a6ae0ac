import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

// Builds the page unless what is built is younger than all that it is built from.

const ROOT = join(import.meta.dirname, '..');
const BUILT = join(ROOT, 'console/dist/index.html');
const MADE = ['dist', 'generated'];

const youngest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(...readdirSync(path).map((name) => (MADE.includes(name) ? 0 : youngest(join(path, name)))), 0)
    : statSync(path).mtimeMs;

const sources = ['console', 'schema.graphql', 'package-lock.json'].map((name) => youngest(join(ROOT, name)));
const isBuilt = existsSync(BUILT) && statSync(BUILT).mtimeMs > Math.max(...sources);

if (!isBuilt) {
  process.stderr.write('Building the console …\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
