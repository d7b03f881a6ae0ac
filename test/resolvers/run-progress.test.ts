import { setTimeout as quiet } from 'node:timers/promises';
import { Role } from '../../resolvers/access/role';
import { startApi } from '../support/api';
import { openStream } from '../support/event-stream';
import { insertRun, nextState, updateRun, watchRun } from '../support/runs';
import { TcpProxy } from '../support/tcp-proxy';
import { shareWorld } from '../support/world';

const VIEWER = { name: 'vera', roles: [Role.VIEWER], systems: null };

const polls: string[] = [];
const ways = new Map<string, TcpProxy>();
const world = shareWorld('postgres', {
  onStatement: (_, sql) => polls.push(sql),
  through: async (url, side) => {
    const way = await TcpProxy.open(url);
    ways.set(side, way);
    return way.url;
  },
});

afterEach(async () => {
  await world().rows(`UPDATE counterpart.run SET state = 'CANCELLED' WHERE state IN ('QUEUED', 'RUNNING', 'PAUSED')`);
  expect(world().api.faults).toEqual([]);
});

afterAll(() => Promise.all([...ways.values()].map((way) => way.close())));

describe('the stream of a run', () => {
  test('tells it at once, then whenever it changed, and is complete when it is over', async () => {
    const id = await insertRun(world());
    const stream = await watchRun(world().api, id);
    expect([stream.status, stream.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(await stream.next()).toEqual({
      kind: 'next',
      data: { runProgress: { id, state: 'QUEUED', message: null } },
      errors: [],
    });
    await updateRun(world(), id, { state: 'RUNNING', started_at: new Date() });
    expect(await nextState(stream)).toBe('RUNNING');
    await updateRun(world(), id, { state: 'SUCCEEDED', message: 'all done', finished_at: new Date() });
    expect(await nextState(stream)).toBe('SUCCEEDED');
    expect(await stream.rest()).toEqual([{ kind: 'complete' }]);
  });

  test('says nothing while nothing changes', async () => {
    const id = await insertRun(world());
    const stream = await watchRun(world().api, id);
    expect(await nextState(stream)).toBe('QUEUED');
    await quiet(1_500);
    await updateRun(world(), id, { state: 'CANCELLED' });
    expect(await nextState(stream)).toBe('CANCELLED');
  });

  test('of a run that is over has one event', async () => {
    const id = await insertRun(world(), { state: 'FAILED', message: 'too many failures' });
    const stream = await watchRun(world().api, id.toUpperCase());
    expect(await stream.rest()).toEqual([
      { kind: 'next', data: { runProgress: { id, state: 'FAILED', message: 'too many failures' } }, errors: [] },
      { kind: 'complete' },
    ]);
  });

  test('answers every event afresh, what hangs on the run included', async () => {
    const id = await insertRun(world(), { state: 'RUNNING' });
    const stream = await openStream(
      world().api,
      'subscription($id: ID!) { runProgress(id: $id) { state allowedActions pollAfterMs failures { nodes { code message legacyId } } mappingDetails { title } } }',
      { id },
    );
    expect(await stream.next()).toMatchObject({
      data: { runProgress: { allowedActions: ['PAUSE', 'CANCEL'], pollAfterMs: 1_000, failures: { nodes: [] } } },
    });
    await world().rows(
      `INSERT INTO counterpart.run_failure (run_id, legacy_id, code, message) VALUES ($1, '7', 'UNREADABLE', 'no')`,
      [id],
    );
    await updateRun(world(), id, { state: 'INCOMPLETE' });
    expect(await stream.next()).toEqual({
      kind: 'next',
      data: {
        runProgress: {
          state: 'INCOMPLETE',
          allowedActions: [],
          pollAfterMs: null,
          failures: { nodes: [{ code: 'UNREADABLE', message: 'no', legacyId: '7' }] },
          mappingDetails: { title: expect.any(String) as string },
        },
      },
      errors: [],
    });
  });

  test('two at once go their own ways', async () => {
    const ids = [await insertRun(world()), await insertRun(world(), { mapping: 'teams' })] as const;
    const first = await watchRun(world().api, ids[0]);
    const second = await watchRun(world().api, ids[1]);
    expect([await nextState(first), await nextState(second)]).toEqual(['QUEUED', 'QUEUED']);
    await updateRun(world(), ids[1], { state: 'SUCCEEDED' });
    expect(await second.rest()).toHaveLength(2);
    await updateRun(world(), ids[0], { state: 'RUNNING' });
    expect(await nextState(first)).toBe('RUNNING');
    first.leave();
  });
});

describe('the end of a stream', () => {
  test('whoever leaves is not looked after any more', async () => {
    const stream = await watchRun(world().api, await insertRun(world()));
    expect(await nextState(stream)).toBe('QUEUED');
    stream.leave();
    await quiet(500);
    polls.length = 0;
    await quiet(1_500);
    expect(polls).toEqual([]);
  });

  test('a server that stops ends its streams at once, and does not call them complete', async () => {
    const api = await startApi(world().service, VIEWER);
    const first = await watchRun(api, await insertRun(world()));
    const second = await watchRun(api, await insertRun(world(), { mapping: 'teams' }));
    expect([await nextState(first), await nextState(second)]).toEqual(['QUEUED', 'QUEUED']);
    const begun = Date.now();
    await api.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect([await first.rest(), await second.rest()]).toEqual([[], []]);
    polls.length = 0;
    await quiet(1_000);
    expect(polls).toEqual([]);
  });

  test('when the ledger cannot be read any more, that is the last event', async () => {
    const stream = await watchRun(world().api, await insertRun(world()));
    expect(await nextState(stream)).toBe('QUEUED');
    ways.get('new')?.refuse();
    const events = await stream.rest();
    ways.get('new')?.restore();
    expect(events).toEqual([
      {
        kind: 'next',
        data: null,
        errors: [
          expect.objectContaining({
            message: expect.stringContaining('cannot be reached') as string,
            extensions: { code: 'UPSTREAM_UNAVAILABLE' },
          }),
        ],
      },
      { kind: 'complete' },
    ]);
  });

  test('a hundred streams are open at most, and a place is free again when one is left', async () => {
    const api = await startApi(world().service, VIEWER);
    const id = await insertRun(world());
    const streams = await Promise.all(Array.from({ length: 100 }, () => watchRun(api, id)));
    expect(new Set(streams.map((stream) => stream.status))).toEqual(new Set([200]));
    const refused = await watchRun(api, id);
    expect([refused.status, await refused.body()]).toEqual([503, expect.stringContaining('too many streams')]);
    streams[0]?.leave();
    await quiet(500);
    expect((await watchRun(api, id)).status).toBe(200);
    await api.stop();
  });
});
