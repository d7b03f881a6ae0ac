import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ExitCode } from '../src/failure';
import { note } from '../src/output';

/** `npm run bench -- <name> [options]`: each is a program of its own, beside this one. */

const NAMES = ['record-view', 'discrepancy-pages', 'console-list', 'runs'];

const [name = '', ...options] = process.argv.slice(2);

if (NAMES.includes(name)) {
  const program = ['--require', 'tsx/cjs', join(__dirname, `${name}.ts`), ...options];
  process.exitCode = spawnSync(process.execPath, program, { stdio: 'inherit' }).status ?? 1;
} else {
  note(`Which bench? npm run bench -- ${NAMES.join(' | ')}`);
  process.exitCode = ExitCode.usage;
}
