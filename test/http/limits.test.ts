import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { LIMITS, USUAL_LIMITS, USUAL_REVEALS_PER_HOUR } from '../../src/http/limits';
import { shareWorld } from '../support/world';
import { openApi } from './api-world';

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'limits.md'), 'utf8');

test.each([
  ['the body', `${LIMITS.bodyBytes.toLocaleString('en-US')} bytes`],
  ['nesting of its JSON', LIMITS.jsonDepth],
  ['variables', LIMITS.variables],
  ["the query's text", `${LIMITS.characters.toLocaleString('en-US')} characters`],
  ['its tokens', LIMITS.tokens.toLocaleString('en-US')],
  ['fields', LIMITS.fields],
  ['fields at the root', LIMITS.rootFields],
  ['aliases', LIMITS.aliases],
  ['an alias', `${LIMITS.aliasCharacters} characters`],
  ['directives', LIMITS.directives],
  ['levels', LIMITS.depth],
  ['cost', LIMITS.cost.toLocaleString('en-US')],
  ['`REQUESTS_PER_MINUTE`', USUAL_LIMITS.requestsPerMinute],
  ['`OPERATIONS_AT_ONCE`', USUAL_LIMITS.operationsAtOnce],
  ['`STREAMS_AT_ONCE`', USUAL_LIMITS.streamsAtOnce],
  ['`REVEALS_PER_HOUR`', USUAL_REVEALS_PER_HOUR],
])('the documents say of %s: %s', (what, limit) => {
  expect(DOCUMENT).toContain(`| ${what} | ${limit} |`);
});

describe('the settings', () => {
  const read = (environment: Record<string, string>): object =>
    readConfig({ demo: true, environment: { COUNTERPART_OPERATOR: 'tester', ...environment } }).http;

  test('have defaults', () =>
    expect(read({})).toEqual({
      isIntrospectionOpen: false,
      revealsPerHour: USUAL_REVEALS_PER_HOUR,
      ...USUAL_LIMITS,
    }));

  test('are read', () =>
    expect(
      read({
        INTROSPECTION: 'true',
        REQUESTS_PER_MINUTE: '60',
        OPERATIONS_AT_ONCE: '2',
        STREAMS_AT_ONCE: '3',
        REVEALS_PER_HOUR: '4',
      }),
    ).toEqual({
      isIntrospectionOpen: true,
      requestsPerMinute: 60,
      operationsAtOnce: 2,
      streamsAtOnce: 3,
      revealsPerHour: 4,
    }));

  test.each([
    { INTROSPECTION: 'yes' },
    { REQUESTS_PER_MINUTE: '0' },
    { OPERATIONS_AT_ONCE: 'many' },
    { REVEALS_PER_HOUR: '0' },
  ])('%p is refused', (environment) =>
    expect(() => read(environment as unknown as Record<string, string>)).toThrow('is wrong'),
  );
});

describe('with introspection', () => {
  const world = shareWorld('postgres');

  test('everybody may ask for the schema', async () => {
    const api = await openApi(world(), { isIntrospectionOpen: true });
    const { read } = await api.ask({ query: '{ __type(name: "Run") { name } }' }, 'VIEWER');
    expect(read.data).toEqual({ __type: { name: 'Run' } });
    await api.stop();
  });

  test('a run of 10,000 records with the longest ids is no request too large', async () => {
    const api = await openApi(world());
    const legacyIds = Array.from({ length: 10_000 }, (_, index) => String(9_223_372_036_854_000_000n + BigInt(index)));
    const { status, read } = await api.ask({
      query: 'mutation($input: StartRunInput!) { startRun(input: $input) { userErrors { code } } }',
      variables: { input: { kind: 'COMPARE', mapping: 'offices', legacyIds, reason: 'x', idempotencyKey: 'x' } },
    });
    expect([status, read.errors]).toEqual([200, undefined]);
    await api.stop();
  });
});
