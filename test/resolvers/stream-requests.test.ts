import { randomUUID } from 'node:crypto';
import { Role } from '../../resolvers/access/role';
import { startApi } from '../support/api';
import { codesOf, openStream } from '../support/event-stream';
import { insertRun, nextState, PROGRESS, type Progress, watchRun } from '../support/runs';
import { shareWorld } from '../support/world';

const world = shareWorld('postgres');
let id = '';

beforeAll(async () => {
  id = await insertRun(world());
});

afterEach(() => expect(world().api.faults).toEqual([]));

describe('who may stream, and what', () => {
  test('without a role nothing is streamed', async () => {
    const nobody = await startApi(world().service, { name: 'nobody', roles: [], systems: null });
    const stream = await watchRun(nobody, id);
    expect((await stream.rest()).map(codesOf)).toEqual([['FORBIDDEN'], ['complete']]);
    await nobody.stop();
  });

  test.each([Role.VIEWER, Role.ANALYST, Role.SUPPORT, Role.AUTOMATION, Role.APPROVER, Role.ADMIN])(
    'a run is streamed to %s',
    async (role) => {
      const api = await startApi(world().service, { name: 'somebody', roles: [role], systems: null });
      expect(await nextState(await watchRun(api, id))).toBe('QUEUED');
      await api.stop();
    },
  );

  test.each([
    ['no UUID', '4711'],
    ['SQL', "1' OR true; --"],
    ['of no run', randomUUID()],
  ])('an id that is %s', async (_, wrong) => {
    const stream = await watchRun(world().api, wrong);
    expect((await stream.rest()).map(codesOf)).toEqual([['BAD_USER_INPUT'], ['complete']]);
  });

  test.each([
    ['no id', {}],
    ['an object in place of an id', { id: { deep: 'CANARY' } }],
  ])('variables with %s are refused without repeating them', async (_, variables) => {
    const stream = await openStream(world().api, PROGRESS, variables);
    const events = await stream.rest();
    expect(events.map(codesOf)).toEqual([['BAD_USER_INPUT'], ['complete']]);
    expect(JSON.stringify(events)).not.toContain('CANARY');
  });
});

describe('what is no request for a stream', () => {
  const FIELD = 'runProgress(id: "1") { id }';

  test.each([
    ['a query', '{ viewer { name } }', 'BAD_REQUEST'],
    ['a mutation', 'mutation { diffRecord(input: { mapping: offices, legacyId: "201" }) { replayed } }', 'BAD_REQUEST'],
    ['no GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['more than the limit', `subscription { ${'runProgress '.repeat(5_001)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { noSuchField }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two fields', `subscription { a: ${FIELD} b: ${FIELD} }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['two operations', `subscription A { ${FIELD} } query B { viewer { name } }`, 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s is answered with 400', async (_, query, code) => {
    const stream = await openStream(world().api, query);
    expect(stream.status).toBe(400);
    expect(JSON.parse(await stream.body())).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  const json = { 'content-type': 'application/json' };
  const accept = { accept: 'text/event-stream' };
  const headers = { ...json, ...accept };
  const body = JSON.stringify({ query: PROGRESS, variables: { id: randomUUID() } });

  test.each<[string, number, RequestInit]>([
    ['a GET', 405, { method: 'GET', body: null, headers }],
    ['a PUT', 405, { method: 'PUT', headers }],
    ['a DELETE', 405, { method: 'DELETE', headers }],
    ['one that expects no stream', 406, { headers: json }],
    ['one that expects JSON', 406, { headers: { ...json, accept: 'application/json' } }],
    ['a text of a foreign page', 415, { headers: { ...accept, 'content-type': 'text/plain' } }],
    ['a form', 415, { headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' } }],
    ['no JSON', 400, { headers, body: '{ "query": ' }],
    ['a batch', 400, { headers, body: `[${body}]` }],
    ['no query', 400, { headers, body: '{}' }],
    ['variables that are none', 400, { headers, body: JSON.stringify({ query: PROGRESS, variables: [1] }) }],
    ['more than 262,144 bytes', 413, { headers, body: JSON.stringify({ query: 'x'.repeat(262_145) }) }],
  ])('%s is answered with %i', async (_, status, request) => {
    const stream = await openStream(world().api, PROGRESS, {}, { body, ...request });
    expect(stream.status).toBe(status);
    expect(JSON.parse(await stream.body())).toMatchObject({ errors: [{ message: expect.any(String) as string }] });
  });

  test('a token does not make streams shared', async () => {
    const token = { 'x-graphql-event-stream-token': 'mine' };
    const open = () => openStream<Progress>(world().api, PROGRESS, { id }, { headers: { ...headers, ...token } });
    const streams = [await open(), await open()];
    expect(await Promise.all(streams.map(nextState))).toEqual(['QUEUED', 'QUEUED']);
    for (const stream of streams) stream.leave();
  });

  test('where single answers are given, it is told where to go', async () => {
    const { errors } = await world().api.request(PROGRESS, { id });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('/graphql/stream') as string, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});
