import type { ApiError } from '../support/api';
import { shareWorld } from '../support/world';
import { findRecord, send } from '../writing/mutations';
import { newIdOf } from '../writing/world-new';

const CANARY = 'CANARY-000-00-0000';
const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

const world = shareWorld('postgres');
let before: object;
let faultsBefore = 0;

beforeAll(async () => {
  before = { tables: await world().snapshot(), ledger: await world().ledger() };
});

beforeEach(() => {
  faultsBefore = world().api.faults.length;
});

/** Whatever was asked, nothing was written, and no fault was reported to the operator. */
afterEach(async () => {
  expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  expect(world().api.faults.slice(faultsBefore)).toEqual([]);
});

const codesOf = (errors: readonly ApiError[]): (string | undefined)[] => errors.map((error) => error.extensions?.code);
const BAD = ['BAD_USER_INPUT'];

describe('a query that names its record badly', () => {
  const find =
    'query($mapping: MappingName!, $legacyId: ID, $newId: ID) { record(mapping: $mapping, legacyId: $legacyId, newId: $newId) { verdict } }';

  test.each([
    ['an unknown mapping', { mapping: 'noSuchMapping', legacyId: '1' }],
    ['both ids', { mapping: 'offices', legacyId: '201', newId: newIdOf('offices', '201') }],
    ['neither id', { mapping: 'offices' }],
    ['an id that is no number', { mapping: 'offices', legacyId: 'two hundred' }],
    ['a negative id', { mapping: 'offices', legacyId: '-201' }],
    ['a fraction', { mapping: 'offices', legacyId: '201.5' }],
    ['an id with SQL', { mapping: 'offices', legacyId: '201 OR 1=1' }],
    ['an empty id', { mapping: 'offices', legacyId: '' }],
    ['an id larger than 64 bits', { mapping: 'offices', legacyId: '99999999999999999999' }],
    ['a new id that is no UUID', { mapping: 'offices', newId: '201' }],
    ['a new id with SQL', { mapping: 'offices', newId: `${newIdOf('offices', '201')}'; DROP TABLE offices; --` }],
  ])('%s', async (_, variables) => {
    const { data, errors } = await world().api.request<{ record: unknown } | null>(find, variables);
    expect(codesOf(errors)).toEqual(BAD);
    expect(data?.record ?? null).toBeNull();
  });

  test('an unknown mapping in the query itself', async () => {
    const { errors } = await world().api.request('{ record(mapping: noSuchMapping, legacyId: "1") { verdict } }');
    expect(codesOf(errors)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test.each([`999999999999999999`, '0', '00000000000000201'])(
    'id %s is a number like any other: an answer, no error',
    async (legacyId) => {
      const { errors } = await world().api.request(find, { mapping: 'offices', legacyId });
      expect(errors).toEqual([]);
    },
  );
});

describe('a list that is asked for badly', () => {
  const lists = ['records(mapping: offices, ', 'discrepancies(', 'changes(', 'waivers('];
  const nested = ['changes(', 'children { records('];

  test.each(lists.flatMap((list) => [0, 101, -1, 2_147_483_647].map((first) => [list, first] as const)))(
    '%sfirst: %i)',
    async (list, first) => {
      const literal = await world().api.request(`{ ${list}first: ${first}) { pageInfo { hasNextPage } } }`);
      const variable = await world().api.request(
        `query($first: Int!) { ${list}first: $first) { pageInfo { hasNextPage } } }`,
        { first },
      );
      expect([codesOf(literal.errors), codesOf(variable.errors)]).toEqual([BAD, BAD]);
    },
  );

  test.each([0, 101, -1])('root causes and what hangs on a record with first: %i', async (first) => {
    const roots = await world().api.request(`{ rootCauses(mapping: teamCommunications, first: ${first}) { id } }`);
    expect(codesOf(roots.errors)).toEqual(BAD);
    const sample = await world().api.request(
      `{ rootCauses(mapping: teamCommunications, first: 1) { sample(first: ${first}) { legacyId } } }`,
    );
    expect(codesOf(sample.errors)).toEqual(BAD);
    for (const list of nested) {
      const inner =
        list === 'changes('
          ? `changes(first: ${first}) { nodes { id } }`
          : `children { records(first: ${first}) { legacyId } }`;
      const { errors } = await world().api.request(`{ doctor(legacyId: "1") { ${inner} } }`);
      expect(new Set(codesOf(errors))).toEqual(new Set(BAD));
    }
  });

  test.each([1.5, '5', null])('first as the variable %p', async (first) => {
    const { errors } = await world().api.request('query($first: Int!) { changes(first: $first) { nodes { id } } }', {
      first,
    });
    expect(codesOf(errors)).toEqual(BAD);
  });

  const cursor = (...parts: readonly unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const INSTANT = '2021-05-05T10:00:00.000001Z';
  const UUID = '00000000-0000-4000-8000-000000000000';

  test.each([
    ['garbage', '%%%'],
    ['nothing', ''],
    ['no list', Buffer.from('{"a":1}').toString('base64url')],
    ['an empty list', cursor()],
    ['numbers', cursor(1)],
    ['SQL', cursor('1; DROP TABLE offices')],
    ['SQL behind an instant', cursor(INSTANT, `${UUID}'; DROP TABLE offices; --`)],
    ['too many parts', cursor('1', '2', '3')],
    ['a day that no calendar has', cursor('2021-99-99T00:00:00.000000Z', UUID)],
    ['a year that no database has', cursor('999999-01-01T00:00:00.000000Z', UUID)],
  ])('a cursor of %s', async (_, after) => {
    for (const list of lists) {
      const { errors } = await world().api.request(
        `query($after: String) { ${list}first: 5, after: $after) { pageInfo { hasNextPage } } }`,
        { after },
      );
      expect([list, ...codesOf(errors)]).toEqual([list, ...BAD]);
    }
  });

  test('a cursor of another list', async () => {
    const { records } = await world().api.ask<{ records: { pageInfo: { endCursor: string } } }>(
      '{ records(mapping: offices, first: 1) { pageInfo { endCursor } } }',
    );
    const discrepancies = 'query($after: String) { discrepancies(first: 5, after: $after) { nodes { id } } }';
    expect(codesOf((await world().api.request(discrepancies, { after: records.pageInfo.endCursor })).errors)).toEqual(
      BAD,
    );
    const list = 'query($after: String) { records(mapping: offices, first: 5, after: $after) { nodes { legacyId } } }';
    expect(codesOf((await world().api.request(list, { after: cursor(INSTANT, UUID) })).errors)).toEqual(BAD);
  });

  test.each([
    [
      '101 ids',
      'records(mapping: offices, first: 5, where: $where)',
      'RecordWhere',
      { legacyIds: Array.from({ length: 101 }, (_, index) => String(index)) },
    ],
    [
      'an id that is no number',
      'records(mapping: offices, first: 5, where: $where)',
      'RecordWhere',
      { legacyIds: ['1', 'two'] },
    ],
    [
      'a range that is no number',
      'records(mapping: offices, first: 5, where: $where)',
      'RecordWhere',
      { fromLegacyId: '1 OR 1=1' },
    ],
    [
      'an end that is no number',
      'records(mapping: offices, first: 5, where: $where)',
      'RecordWhere',
      { toLegacyId: '-' },
    ],
    [
      'nine verdicts',
      'discrepancies(first: 5, where: $where)',
      'DiscrepancyWhere',
      { verdict: Array.from({ length: 9 }, () => 'MISSING') },
    ],
    ['a very long field', 'discrepancies(first: 5, where: $where)', 'DiscrepancyWhere', { field: 'x'.repeat(10_240) }],
    ['a new id that is no UUID', 'changes(first: 5, where: $where)', 'ChangeWhere', { newId: 'x' }],
    ['a very long actor', 'changes(first: 5, where: $where)', 'ChangeWhere', { actor: 'x'.repeat(10_240) }],
    ['a mapping that does not exist', 'waivers(first: 5, where: $where)', 'WaiverWhere', { mapping: 'noSuchMapping' }],
  ])('a condition with %s', async (_, list, type, where) => {
    const { errors } = await world().api.request(`query($where: ${type}) { ${list} { pageInfo { hasNextPage } } }`, {
      where,
    });
    expect(codesOf(errors)).toEqual(BAD);
  });
});

describe('a request that is no request', () => {
  test.each([
    ['no JSON', '{ "query": '],
    ['nothing', ''],
    ['a text', '"{ viewer { name } }"'],
    ['a batch', '[{ "query": "{ viewer { name } }" }]'],
    ['no query', '{ "variables": {} }'],
    ['a query that is no text', '{ "query": { "a": 1 } }'],
  ])('a body that is %s', async (_, body) => {
    const { status, errors, data } = await world().api.post(body);
    expect([status, data]).toEqual([400, undefined]);
    expect(errors.length).toBeGreaterThan(0);
  });

  test.each([
    ['an object in place of an id', 'query($id: ID) { office(legacyId: $id) { verdict } }', { id: { nested: CANARY } }],
    [
      'a text in place of a number',
      'query($first: Int!) { changes(first: $first) { nodes { id } } }',
      { first: CANARY },
    ],
    [
      'a text in place of a label',
      'query($mapping: MappingName!) { rootCauses(mapping: $mapping) { id } }',
      { mapping: CANARY },
    ],
    [
      'a text in place of an instant',
      'mutation($input: WaiveDiscrepancyInput!) { waiveDiscrepancy(input: $input) { replayed } }',
      { input: { ...NOTE, expiresAt: CANARY } },
    ],
    [
      'a text in place of an object',
      'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { replayed } }',
      { input: CANARY },
    ],
    [
      'a list in place of a text',
      'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { replayed } }',
      { input: { ...NOTE, reason: [CANARY] } },
    ],
    [
      'an object in a list',
      'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { replayed } }',
      { input: { ...NOTE, overrides: [{ field: { deep: CANARY } }] } },
    ],
    ['an id with letters', 'query($id: ID) { office(legacyId: $id) { verdict } }', { id: CANARY }],
    ['a cursor', 'query($after: String) { changes(first: 5, after: $after) { nodes { id } } }', { after: CANARY }],
  ])('%s is refused without repeating it', async (_, query, variables) => {
    const { errors, body } = await world().api.request(query, variables);
    expect(codesOf(errors)).toEqual(BAD);
    expect(body).not.toContain(CANARY);
  });

  test('a mutation without its input', async () => {
    const { errors } = await world().api.request(
      'mutation($input: MigrateRecordInput!) { migrateRecord(input: $input) { replayed } }',
    );
    expect(codesOf(errors)).toEqual(BAD);
    expect((await send(world(), 'migrateRecord', {})).errors.length).toBeGreaterThan(0);
    expect((await findRecord(world(), 'teamCommunications', '21'))?.verdict).toBe('MISSING');
  });
});
