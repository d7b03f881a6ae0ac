import { randomUUID } from 'node:crypto';
import { insertRun, pollRun, startInput, startRun, tellRun, updateRun, watchRun } from '../support/runs';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { figuresOf } from '../writing/mutations';

const VERDICTS = ['matched', 'different', 'missing', 'blocked', 'excluded', 'ambiguous', 'unreadable'];
const NOBODY = randomUUID();

describeEachEngine('a run that is worked on', (engine) => {
  const world = useWorld(engine);

  beforeAll(() => world().startWorker());

  test('compares a whole mapping, and its counts are the figures of it', async () => {
    const run = await startRun(world().api, { mapping: 'teamCommunications' });
    expect(run).toMatchObject({
      kind: 'COMPARE',
      mapping: 'teamCommunications',
      requestedBy: 'tester',
      pollAfterMs: 1_000,
      allowedActions: ['PAUSE', 'CANCEL'],
    });
    const done = await pollRun(world().api, run.id);
    expect(done).toMatchObject({ state: 'SUCCEEDED', coverage: 1, allowedActions: [], rowsTotal: '12' });
    const { base, waived: _, ...figures } = await figuresOf(world(), 'teamCommunications');
    expect(done.counts).toMatchObject({ ...figures, rows: base, moving: 0, written: 0 });
    expect(VERDICTS.reduce((sum, verdict) => sum + (done.counts[verdict] ?? 0), 0)).toBe(base);
  });

  test('is streamed until it is over', async () => {
    const run = await startRun(world().api, { mapping: 'profiles' });
    const events = await (await watchRun(world().api, run.id)).rest();
    expect(events.at(-1)).toEqual({ kind: 'complete' });
    const states = events.flatMap((event) => (event.kind === 'next' ? (event.data?.runProgress.state ?? []) : []));
    expect(states.at(-1)).toBe('SUCCEEDED');
    const order = ['QUEUED', 'RUNNING', 'SUCCEEDED'];
    expect(states).toEqual([...states].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
  });

  test('migrates the records that were named, and is taken back by another run', async () => {
    const before = await world().snapshot();
    const legacyIds = ['21', '0029', '29'];
    const run = await startRun(world().api, { kind: 'MIGRATE', mapping: 'teamCommunications', legacyIds });
    const done = await pollRun(world().api, run.id);
    expect(done).toMatchObject({ state: 'SUCCEEDED', allowedActions: ['REVERT'], counts: { rows: 2, written: 2 } });
    const named = await world().api.ask('query($id: ID!) { run(id: $id) { legacyIds rootCause } }', { id: run.id });
    expect(named).toEqual({ run: { legacyIds: ['21', '29'], rootCause: null } });
    const revert = await startRun(world().api, { kind: 'REVERT', mapping: null, reverts: run.id.toUpperCase() });
    expect(revert.mapping).toBe('teamCommunications');
    expect(await pollRun(world().api, revert.id)).toMatchObject({ state: 'SUCCEEDED', counts: { written: 2 } });
    expect(await world().snapshot()).toEqual(before);
  });
});

describe('a run that nobody works on yet', () => {
  const sent: string[] = [];
  const world = useWorld('postgres', { onStatement: (_, sql) => sent.push(sql) });
  const tell = (mutation: 'pauseRun' | 'resumeRun' | 'cancelRun', id: string) => tellRun(world().api, mutation, { id });

  test('passes from one state to the next only where that is allowed', async () => {
    const { id } = await startRun(world().api);
    const refused = { code: 'NOT_APPLICABLE', retryable: false };
    expect(await tell('resumeRun', id)).toMatchObject({ run: { state: 'QUEUED' }, userErrors: [refused] });
    expect(await tell('pauseRun', id)).toMatchObject({
      run: { state: 'PAUSED', pauseReason: 'REQUESTED', pollAfterMs: 5_000, allowedActions: ['RESUME', 'CANCEL'] },
      userErrors: [],
    });
    expect(await tell('pauseRun', id)).toMatchObject({ run: { state: 'PAUSED' }, userErrors: [refused] });
    expect(await tellRun(world().api, 'approveRun', { id, reason: 'fine' })).toMatchObject({
      run: { state: 'PAUSED', approvedBy: null },
      userErrors: [refused],
    });
    expect(await tell('resumeRun', id)).toMatchObject({ run: { state: 'RUNNING', pauseReason: null }, userErrors: [] });
    expect(await tell('cancelRun', id.toUpperCase())).toMatchObject({ run: { state: 'CANCELLED' }, userErrors: [] });
    for (const mutation of ['pauseRun', 'resumeRun', 'cancelRun'] as const) {
      expect(await tell(mutation, id)).toMatchObject({
        run: { state: 'CANCELLED', pollAfterMs: null, allowedActions: [] },
        userErrors: [refused],
      });
    }
  });

  test('that is not there is not found', async () => {
    for (const mutation of ['pauseRun', 'resumeRun', 'cancelRun'] as const)
      expect(await tell(mutation, NOBODY)).toMatchObject({
        run: null,
        userErrors: [{ code: 'NOT_FOUND', field: 'id' }],
      });
    expect(await world().api.ask('query($id: ID!) { run(id: $id) { id } }', { id: NOBODY })).toEqual({ run: null });
  });

  test('is the only active one of its mapping', async () => {
    const first = await startRun(world().api);
    const second = await tellRun(world().api, 'startRun', startInput());
    expect(second).toMatchObject({ run: null, userErrors: [{ code: 'RUN_ACTIVE', field: 'mapping' }] });
    await startRun(world().api, { mapping: 'teams' });
    await tell('pauseRun', first.id);
    expect((await tellRun(world().api, 'startRun', startInput())).userErrors).toMatchObject([{ code: 'RUN_ACTIVE' }]);
    await tell('cancelRun', first.id);
    await startRun(world().api);
    const incomplete = await insertRun(world(), { state: 'INCOMPLETE' });
    await world().rows(
      "INSERT INTO counterpart.run_segment (run_id, ordinal, kind, state) VALUES ($1::uuid, 0, 'RANGE', 'FAILED')",
      [incomplete],
    );
    expect(await tell('resumeRun', incomplete)).toMatchObject({
      run: { state: 'INCOMPLETE' },
      userErrors: [{ code: 'RUN_ACTIVE' }],
    });
  });

  test('is started once, however often the same request comes', async () => {
    const input = startInput();
    const answers = await Promise.all(Array.from({ length: 8 }, () => tellRun(world().api, 'startRun', input)));
    const ids = new Set(answers.map(({ run }) => run?.id));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(ids.size).toBe(1);
    const other = await tellRun(world().api, 'startRun', { ...input, mapping: 'teams' });
    expect(other).toMatchObject({
      run: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: 'idempotencyKey' }],
    });
    await tell('cancelRun', [...ids][0] ?? '');
    expect(await tellRun(world().api, 'startRun', input)).toMatchObject({
      run: { state: 'CANCELLED' },
      userErrors: [],
    });
  });

  test('of many requests at once one is started', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => tellRun(world().api, 'startRun', startInput())));
    expect(answers.filter(({ run }) => run !== null)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)))).toEqual(
      new Set(['RUN_ACTIVE']),
    );
  });

  describe('beside others', () => {
    const page = (given: string): Promise<{ runs: Page }> =>
      world().api.ask(
        `{ runs(${given}) { nodes { id failures { nodes { id } } } pageInfo { hasNextPage endCursor } } }`,
      );
    interface Page {
      readonly nodes: readonly { readonly id: string; readonly failures: { readonly nodes: readonly unknown[] } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    }

    test('is listed newest first, each once', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 5; count += 1) ids.unshift(await insertRun(world(), { state: 'SUCCEEDED' }));
      // Two of the same microsecond are kept apart by their ids.
      await world().rows('UPDATE counterpart.run SET created_at = (SELECT min(created_at) FROM counterpart.run)');
      const walked: string[] = [];
      for (let after = '', more = true; more; ) {
        const { runs } = await page(`first: 2${after === '' ? '' : `, after: "${after}"`}`);
        walked.push(...runs.nodes.map(({ id }) => id));
        more = runs.pageInfo.hasNextPage;
        after = runs.pageInfo.endCursor ?? '';
      }
      expect([...walked].sort()).toEqual([...ids].sort());
      await updateRun(world(), ids[2] ?? '', { created_at: new Date() });
      expect((await page('first: 1')).runs.nodes.map(({ id }) => id)).toEqual([ids[2]]);
    });

    test('is found by mapping, kind, state and who started it', async () => {
      const old = await insertRun(world(), { state: 'FAILED', kind: 'MIGRATE', requested_by: 'vera' });
      const other = await insertRun(world(), { mapping: 'teams' });
      const find = async (where: string): Promise<string[]> =>
        (await page(`first: 10, where: { ${where} }`)).runs.nodes.map(({ id }) => id);
      expect(await find('')).toEqual([other, old]);
      expect(await find('mapping: offices')).toEqual([old]);
      expect(await find('kind: COMPARE')).toEqual([other]);
      expect(await find('state: [FAILED, CANCELLED]')).toEqual([old]);
      expect(await find('state: []')).toEqual([]);
      expect(await find('requestedBy: "vera", kind: MIGRATE, state: null')).toEqual([old]);
      expect(await find('requestedBy: "nobody"')).toEqual([]);
    });

    test('tells its failures page by page, and a hundred runs cost no more statements than one', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 100; count += 1) ids.push(await insertRun(world(), { state: 'FAILED' }));
      await world().rows(
        `INSERT INTO counterpart.run_failure (run_id, legacy_id, code, message)
         SELECT r.id, g.n::text, 'CONSTRAINT_VIOLATION', 'no' FROM counterpart.run r, generate_series(1, 12) AS g(n) ORDER BY g.n`,
      );
      sent.length = 0;
      const { runs } = await page('first: 100');
      expect(runs.nodes.map(({ failures }) => failures.nodes.length)).toEqual(ids.map(() => 10));
      expect(sent.length).toBeLessThanOrEqual(2);
      const query = `query($id: ID!, $after: String) { run(id: $id) { failures(first: 7, after: $after) { nodes { legacyId code message } pageInfo { hasNextPage endCursor } } } }`;
      interface Failures {
        readonly run: { readonly failures: Page & { readonly nodes: readonly { readonly legacyId: string }[] } };
      }
      const first = (await world().api.ask<Failures>(query, { id: ids[0] })).run.failures;
      const rest = (await world().api.ask<Failures>(query, { id: ids[0], after: first.pageInfo.endCursor })).run
        .failures;
      expect([...first.nodes, ...rest.nodes].map(({ legacyId }) => legacyId)).toEqual(
        Array.from({ length: 12 }, (_, index) => String(index + 1)),
      );
      expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    });
  });
});
