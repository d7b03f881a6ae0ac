import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loginFiles } from '../logins/login-files';
import { note } from '../output';

/** Writes deploy/sql; with --check says only whether the committed files are what the code emits. */
const folder = join(__dirname, '..', '..', 'deploy', 'sql');
const isCheck = process.argv.includes('--check');

for (const [name, text] of Object.entries(loginFiles())) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) {
    note(`deploy/sql/${name} is not what the code emits: run \`npm run logins\` and commit it.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}
