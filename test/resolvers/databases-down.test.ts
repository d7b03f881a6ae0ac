import { TcpProxy } from '../support/tcp-proxy';
import { shareWorld } from '../support/world';
import { codesOf, confirmed, mutate, preview, send } from '../writing/mutations';
import { MAPPINGS } from './mapping-fields';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

describe('a database is down', () => {
  const ways = new Map<string, TcpProxy>();
  const world = shareWorld('postgres', {
    through: async (url, side) => {
      const way = await TcpProxy.open(url);
      ways.set(side, way);
      return way.url;
    },
  });
  const refuse = (...sides: readonly string[]): void => {
    for (const side of sides) ways.get(side)?.refuse();
  };
  const restore = (): void => {
    for (const way of ways.values()) way.restore();
  };

  afterEach(restore);
  afterAll(() => Promise.all([...ways.values()].map((way) => way.close())));

  const queries = [
    ...MAPPINGS.map(([, field, , legacyId]) => `${field}(legacyId: "${legacyId}") { verdict }`),
    'record(mapping: offices, legacyId: "201") { verdict }',
    'records(mapping: offices, first: 1) { nodes { verdict } }',
    'discrepancies(first: 1) { nodes { id } }',
    'changes(first: 1) { nodes { id } }',
    'waivers(first: 1) { nodes { id } }',
    'rootCauses(mapping: offices) { id }',
    'integrityChecks { orphans }',
    'mapping(name: offices) { figures { base } }',
  ];

  test.each([
    ['the new one', ['new']],
    ['both', ['legacy', 'new']],
  ])('%s: every query that needs it is UPSTREAM_UNAVAILABLE, and the others work', async (_, sides) => {
    refuse(...sides);
    for (const query of queries) {
      const { errors } = await world().api.request(`{ ${query} }`);
      expect([query, ...errors.map((error) => error.extensions?.code)]).toEqual([query, 'UPSTREAM_UNAVAILABLE']);
    }
    expect(await world().api.ask('{ viewer { name } mappings { name } }')).toMatchObject({
      viewer: { name: 'tester' },
    });
    expect(world().api.faults).toEqual([]);
  });

  test('the legacy one: a record is UPSTREAM_UNAVAILABLE, and what the ledger remembers is answered', async () => {
    refuse('legacy');
    const { errors } = await world().api.request('{ office(legacyId: "201") { verdict } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    const { discrepancies } = await world().api.ask<{ discrepancies: { nodes: unknown[] } }>(
      '{ discrepancies(first: 5) { nodes { id } } systems { figures { base } } }',
    );
    expect(discrepancies.nodes).toHaveLength(5);
  });

  test.each([[['new']], [['legacy']], [['legacy', 'new']]])(
    '%p: a write is refused in a way that it can be repeated, and works when it is back',
    async (sides) => {
      const plan = await preview(world(), 'migrateRecord', NOTE);
      const input = confirmed(NOTE, plan.fingerprint);
      const before = { tables: await world().snapshot(), ledger: await world().ledger() };
      refuse(...sides);
      const { data, errors } = await send(world(), 'migrateRecord', input);
      if (errors.length > 0) expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
      else
        expect(data.migrateRecord).toMatchObject({
          changes: [],
          userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
        });
      expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
      restore();
      expect(codesOf(await preview(world(), 'migrateRecord', NOTE))).toEqual([]);
    },
  );

  test('bad input is still called bad input', async () => {
    refuse('legacy', 'new');
    const { errors } = await world().api.request('{ office { verdict } }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(codesOf(await mutate(world(), 'migrateRecord', confirmed(NOTE, null)))).toEqual(['INVALID_INPUT']);
  });
});
