import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSchema, printedSchema } from '../../resolvers/schema';
import { note } from '../output';

/** Writes schema.graphql; with --check says only whether the committed one is what the code emits. */
const file = join(__dirname, '..', '..', 'schema.graphql');
const emitted = printedSchema(createSchema());

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== emitted) {
    note('schema.graphql is not what the code emits: run `npm run schema` and commit it.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, emitted);
}
