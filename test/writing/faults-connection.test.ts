import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { describeEachEngine } from '../support/servers';
import { TcpProxy } from '../support/tcp-proxy';
import { useOwnWorld } from '../support/world';
import {
  carryOut,
  codesOf,
  confirmed,
  countLedger,
  type Input,
  type Mutation,
  mutate,
  onlyChange,
  preview,
  revertOf,
  send,
} from './mutations';
import { countAttempts, sabotageFirst } from './sabotage';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

describe('the connection to the new database is lost', () => {
  let proxy: TcpProxy | undefined;
  const world = useOwnWorld('postgres', {
    through: async (url, side) => {
      if (side === 'legacy') return url;
      proxy = await TcpProxy.open(url);
      return proxy.url;
    },
  });
  const way = (): TcpProxy => {
    if (proxy === undefined) throw new Error('there is no proxy');
    return proxy;
  };
  afterEach(() => proxy?.close());

  const previewed = async (mutation: Mutation, input: Input): Promise<Input> =>
    confirmed(input, (await preview(world(), mutation, input)).fingerprint);
  const countRows = async (): Promise<number> =>
    (await world().rows('SELECT id FROM team_communications WHERE legacy_record_id = 21')).length;

  test('F06: after COMMIT was carried out: the answer says applied, and nothing is written twice', async () => {
    const input = await previewed('migrateRecord', NOTE);
    way().breakNextCommit('LOSE_ANSWER');
    const applied = await mutate(world(), 'migrateRecord', input);
    expect(applied).toMatchObject({
      replayed: false,
      userErrors: [],
      changes: [{ kind: 'INSERT' }],
      record: { verdict: 'MATCHED' },
    });
    expect([way().seenCommits, await countRows()]).toEqual([1, 1]);
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      replayed: true,
      userErrors: [],
      changes: applied.changes,
    });
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
  });

  test('F06: before COMMIT arrived: nothing is written, the answer may be repeated, and the repetition writes once', async () => {
    const input = await previewed('migrateRecord', NOTE);
    way().breakNextCommit('LOSE_REQUEST');
    const refused = await mutate(world(), 'migrateRecord', input);
    expect(refused).toMatchObject({
      changes: [],
      userErrors: [{ code: 'UNAVAILABLE', retryable: true }],
      record: { verdict: 'MISSING' },
    });
    expect([await countRows(), await countLedger(world())]).toEqual([0, { changes: 0, entries: 0, keys: 0 }]);
    const applied = await mutate(world(), 'migrateRecord', input);
    expect(applied).toMatchObject({ replayed: false, userErrors: [], record: { verdict: 'MATCHED' } });
    expect([await countRows(), await countLedger(world())]).toEqual([1, { changes: 1, entries: 1, keys: 1 }]);
  });

  test('F06: the same holds for taking a change back', async () => {
    const before = await world().snapshot();
    const changeId = onlyChange(await carryOut(world(), 'migrateRecord', NOTE));
    const input = await previewed('revertChange', revertOf(changeId));
    way().breakNextCommit('LOSE_ANSWER');
    expect(await mutate(world(), 'revertChange', input)).toMatchObject({
      userErrors: [],
      changes: [{ kind: 'DELETE', reverts: changeId }],
    });
    expect(await world().snapshot()).toEqual(before);
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 2, problem: null });
  });

  test('F06: a refusal whose COMMIT lost its answer is still that refusal, now and when it is replayed', async () => {
    const input = confirmed({ ...NOTE, legacyId: '20' }, 'any.thing.at.all');
    way().breakNextCommit('LOSE_ANSWER');
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual(['ALREADY_IN_SYNC']);
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      replayed: true,
      userErrors: [{ code: 'ALREADY_IN_SYNC' }],
    });
  });

  test.each([
    ['after COMMIT was carried out', 'LOSE_ANSWER', true],
    ['before COMMIT arrived', 'LOSE_REQUEST', false],
  ] as const)(
    'F07: and stays lost, %s: OUTCOME_UNKNOWN, and the same key later gives the true result',
    async (_, fault, isDone) => {
      const input = await previewed('migrateRecord', NOTE);
      way().breakNextCommit(fault, { thenRefuse: true });
      const unknown = await mutate(world(), 'migrateRecord', input);
      expect(unknown).toMatchObject({ changes: [], userErrors: [{ code: 'OUTCOME_UNKNOWN', retryable: true }] });
      expect(await countRows()).toBe(isDone ? 1 : 0);
      way().restore();
      const known = await mutate(world(), 'migrateRecord', input);
      expect(known).toMatchObject({
        replayed: isDone,
        userErrors: [],
        changes: [{ kind: 'INSERT' }],
        record: { verdict: 'MATCHED' },
      });
      expect([await countRows(), await countLedger(world())]).toEqual([1, { changes: 1, entries: 1, keys: 1 }]);
    },
    40_000,
  );

  test('F06: right after COMMIT was answered: nobody is told that nothing was written', async () => {
    const input = await previewed('migrateRecord', NOTE);
    way().breakNextCommit('GO_DOWN_AFTERWARDS');
    const { data, errors } = await send(world(), 'migrateRecord', input);
    expect(await countRows()).toBe(1);
    expect(errors).toEqual([]);
    expect(data.migrateRecord).toMatchObject({ replayed: false, userErrors: [], plan: [{ kind: 'INSERT' }] });
    way().restore();
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      replayed: true,
      userErrors: [],
      changes: [{ kind: 'INSERT' }],
    });
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
  });

  test('a database that is down before anything was sent is UNAVAILABLE, and works again when it is back', async () => {
    const input = await previewed('migrateRecord', NOTE);
    way().refuse();
    const { errors } = await world().api.request('{ rootCauses(mapping: teamCommunications) { id } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    way().restore();
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([]);
  });
});

describeEachEngine('a session is ended by the server', (engine) => {
  const world = useOwnWorld(engine);
  const terminate = 'PERFORM pg_terminate_backend(pg_backend_pid());';
  const input = async (): Promise<Input> =>
    confirmed(NOTE, (await preview(world(), 'migrateRecord', NOTE)).fingerprint);

  test('F08: before COMMIT: the write is done again once, with one effect', async () => {
    const ready = await input();
    await sabotageFirst(world(), 1, 'team_communications', 'BEFORE INSERT', terminate);
    const applied = await mutate(world(), 'migrateRecord', ready);
    expect(applied).toMatchObject({ replayed: false, userErrors: [], record: { verdict: 'MATCHED' } });
    expect(await countAttempts(world())).toBe(2);
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
  });

  test('F08: every time: it gives up after the second, nothing is written, and the answer may be repeated', async () => {
    const ready = await input();
    const before = await world().snapshot();
    await sabotageFirst(world(), 1_000, 'team_communications', 'BEFORE INSERT', terminate);
    const refused = await mutate(world(), 'migrateRecord', ready);
    expect(refused).toMatchObject({ changes: [], userErrors: [{ code: 'UNAVAILABLE', retryable: true }] });
    expect(await countAttempts(world())).toBe(2);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys: 0 });
  });

  test('F08: on the legacy side: the next write finds a new one', async () => {
    const ready = await input();
    if (engine === 'postgres') {
      await world().legacy.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
    } else {
      const sessions: { id: string }[] = await world().legacy.query(
        'SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()',
      );
      for (const { id } of sessions) await world().legacy.query(`KILL ${id}`);
    }
    expect(await mutate(world(), 'migrateRecord', ready)).toMatchObject({
      userErrors: [],
      record: { verdict: 'MATCHED' },
    });
  });
});
