import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { createSchema } from '../../resolvers/schema';
import { costOf, SCANS, TEXT_SEARCHES } from '../../src/http/cost';
import { Ruler } from '../../src/http/document-shape';
import { LIMITS } from '../../src/http/limits';
import { shareWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';

const schema = createSchema();
const NESTED = `query($n: Int!, $m: Int!) {
  records(mapping: teamCommunications, first: $n) { nodes { children { records(first: $m) { record { changes(first: $m) { nodes { id } } } } } } }
}`;

const EVERYTHING = `mapping { name } legacyId newId newIds verdict fingerprint allowedActions
  fields { field rule state legacyValue expectedValue actualValue expectedLegacyId actualLegacyId because bytes movedSide }
  causes { code message field path { mapping table legacyId newId state verdict } rootId root { legacyId verdict } remedies { kind message } }
  parents { mapping legacyId newId state verdict }
  children { mapping field count records { legacyId verdict } }
  discrepancy { id state verdict fields movedSide openedAt }
  changes(first: 5) { nodes { id kind actor revertible before after } pageInfo { hasNextPage } }`;

const descriptions = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${'a'.repeat(40)}${index}: description`).join(' ');

/** From the mapping that most others hang on, to and fro. */
function inCircles(to: string, fro: string, times: number, count: number): string {
  const inner = `{ name ${descriptions(count)} }`;
  const circles = Array.from({ length: times }).reduce<string>((rest) => `{ ${to} { ${fro} ${rest} } }`, inner);
  return `{ mapping(name: profiles) ${circles} }`;
}

const PAIR = 'fields { field rule state legacyValue expectedValue actualValue because bytes movedSide }';

const LARGEST: readonly (readonly [string, (count: number) => string])[] = [
  ['once in a circle', (count) => inCircles('children', 'parents', 1, count)],
  ['twice', (count) => inCircles('children', 'parents', 2, count)],
  ['twice, by the parents first', (count) => inCircles('parents', 'children', 2, count)],
  [
    'all mappings with what hangs on them',
    (count) => `{ mappings { children { parents { ${descriptions(count)} name } } } }`,
  ],
  [
    'all mappings with all of their rules',
    (count) => `{ mappings { rules { field ${descriptions(count).replaceAll('description', 'words')} } } }`,
  ],
  [
    'pages of records',
    (count) =>
      `{ ${Array.from({ length: Math.min(count, 19) }, (_, index) => `a${index}: records(mapping: profiles, first: 100) { nodes { ${PAIR} } }`).join(' ')} __typename }`,
  ],
];

describe('what an operation costs', () => {
  const world = shareWorld('postgres');
  let api: OpenApi;

  beforeAll(async () => {
    api = await openApi(world());
  });
  afterAll(() => api.stop());

  test('G32: the variables count, and count again when the document is known', async () => {
    const small = await api.ask({ query: NESTED, variables: { n: 2, m: 2 } });
    expect([small.status, small.read.extensions?.cost]).toEqual([200, { requested: 508, limit: LIMITS.cost }]);
    for (const variables of [
      { n: 100, m: 100 },
      { n: 2, m: 100 },
    ]) {
      const large = await api.ask({ query: NESTED, variables });
      expect([large.status, large.read.errors]).toEqual([
        400,
        [
          {
            message: 'this asks for too much at once: ask for shorter lists',
            extensions: {
              code: 'OPERATION_TOO_COMPLEX',
              cost: { requested: expect.any(Number) as number, limit: LIMITS.cost },
            },
          },
        ],
      ]);
    }
    expect((await api.ask({ query: NESTED, variables: { n: 2, m: 2 } })).status).toBe(200);
  });

  test('G32: as large a query at first sight', async () => {
    const first = NESTED.replace('query(', 'query FirstSeen(');
    expect((await api.ask({ query: first, variables: { n: 100, m: 100 } })).status).toBe(400);
  });

  test('what @skip leaves out costs nothing, and only the operation that is asked for costs', async () => {
    const query = `query A($skip: Boolean!) { report @skip(if: $skip) { isComplete } viewer { name } } query B { claims { name } }`;
    const costOfAnswer = async (skip: boolean): Promise<number | undefined> =>
      (await api.ask({ query, operationName: 'A', variables: { skip } })).read.extensions?.cost?.requested;
    expect([await costOfAnswer(true), await costOfAnswer(false)]).toEqual([2, 2_003]);
  });

  test('a name of the caller is in every answer and every path of an error: it has an end', async () => {
    const ask = async (length: number): Promise<unknown> =>
      (await api.ask({ query: `{ viewer { ${'a'.repeat(length)}: name } }` })).read.errors?.map(
        ({ extensions }) => extensions?.code,
      );
    expect([await ask(100), await ask(101)]).toEqual([undefined, ['BAD_USER_INPUT']]);
  });

  test('mappings that name each other in circles are as many as they are', async () => {
    const { status, read, milliseconds } = await api.ask({ query: inCircles('children', 'parents', 3, 28) }, 'VIEWER');
    expect([status, read.errors?.[0]?.extensions?.code]).toEqual([400, 'OPERATION_TOO_COMPLEX']);
    expect(milliseconds).toBeLessThan(2_000);
  });

  test.each(LARGEST)('the largest that fits is a few megabytes: %s', async (_, make) => {
    const sizes = Array.from({ length: 29 }, (_, count) => make(count));
    const fits = (query: string): boolean => {
      const document = parse(query);
      const [operation] = document.definitions;
      return operation?.kind === Kind.OPERATION_DEFINITION && costOf(schema, document, operation, {}) <= LIMITS.cost;
    };
    const query = sizes.filter(fits).at(-1) ?? '';
    const { status, read, body } = await api.ask({ query }, 'VIEWER');
    expect([status, read.errors]).toEqual([200, undefined]);
    expect(body.length).toBeLessThan(4_000_000);
  });
});

test('a page of 100 records with everything fits', () => {
  const text = `{ records(mapping: teamCommunications, first: 100) { nodes { ${EVERYTHING} } pageInfo { hasNextPage } } }`;
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
  expect(costOf(schema, document, operation, {})).toBeLessThan(LIMITS.cost);
});

test('a text is looked for in a whole table, and what is skipped is read', () => {
  const cost = (text: string, variables: Record<string, unknown> = {}): number => {
    const document = parse(text);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    return costOf(schema, document, operation, variables);
  };
  const list = 'query($where: DiscrepancyWhere) { discrepancies(first: 10, where: $where) { nodes { id } } }';
  const some = { mapping: 'offices' };
  expect(cost(list, { where: { ...some, text: 'ab' } }) - cost(list, { where: some })).toBe(2_000);
  expect(cost(list, { where: { ...some, text: null } })).toBe(cost(list));
  const facets = 'query($where: DiscrepancyWhere) { discrepancyFacets(where: $where) { total } }';
  expect(cost(facets, { where: { ...some, text: 'ab' } }) - cost(facets)).toBe(1_500);
  const file = 'mutation($input: ExportDifferencesInput!) { exportDifferences(input: $input) { csv } }';
  const input = { first: 10, reason: 'a ticket', where: some };
  expect(cost(file, { input: { ...input, where: { ...some, text: 'ab' } } }) - cost(file, { input })).toBe(2_000);
  const skipping = '{ discrepancies(first: 10, skip: 500000) { nodes { id } } }';
  expect(cost(skipping) - cost(list)).toBe(500);
});

test('what reads whole tables is there', () => {
  for (const place of [...SCANS, ...TEXT_SEARCHES]) {
    const [type = '', field = ''] = place.split('.');
    const found = schema.getType(type);
    expect([place, found !== undefined && 'getFields' in found && field in found.getFields()]).toEqual([place, true]);
  }
});

describe('what the README asks for', () => {
  const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const queries = [...README.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].flatMap(([, text = '']) =>
    text.split(/^(?=mutation)/m),
  );

  test.each(queries.map((text) => [text.slice(0, 60).replace(/\s+/g, ' '), text]))('%s fits easily', (_, text) => {
    const document = parse(text, { maxTokens: LIMITS.tokens });
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const { fields, aliases, rootFields, depth } = new Ruler(document).ofOperation(operation);
    expect(costOf(schema, document, operation, {})).toBeLessThan(LIMITS.cost / 2);
    expect(fields).toBeLessThan(LIMITS.fields / 2);
    expect(Math.max(aliases / LIMITS.aliases, rootFields / LIMITS.rootFields, depth / LIMITS.depth)).toBeLessThan(0.6);
  });
});
