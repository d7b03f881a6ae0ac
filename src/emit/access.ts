import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSchema } from '../../resolvers/schema';
import { note } from '../output';
import { withMatrix } from './access-document';

/** Writes the matrix of docs/access.md; with --check says only whether the committed one is what the code emits. */
const file = join(__dirname, '..', '..', 'docs', 'access.md');
createSchema();
const committed = readFileSync(file, 'utf8');
const emitted = withMatrix(committed);

if (process.argv.includes('--check')) {
  if (committed !== emitted) {
    note('docs/access.md is not what the code emits: run `npm run access` and commit it.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, emitted);
}
