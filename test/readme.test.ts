import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { createSchema } from '../resolvers/schema';

/** Whoever follows the README copies its queries: they must be questions that the API understands. */

const schema = createSchema();
const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const queries = [...README.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

test.each(queries.map((query) => [query.slice(0, 60).replace(/\s+/g, ' '), query]))('%s', (_, query) => {
  // Two mutations in one block are two requests.
  for (const request of query.split(/^(?=mutation)/m)) {
    expect(validate(schema, parse(request)).map((error) => error.message)).toEqual([]);
  }
});
