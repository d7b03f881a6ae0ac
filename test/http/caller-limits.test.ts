import { type EventStream, openStream } from '../support/event-stream';
import { insertRun, nextState, PROGRESS, type Progress } from '../support/runs';
import { until } from '../support/until';
import { shareWorld } from '../support/world';
import { type OpenApi, openApi } from './api-world';

const world = shareWorld('postgres');
const opened: OpenApi[] = [];

async function open(requestsPerMinute: number, operationsAtOnce: number): Promise<OpenApi> {
  const api = await openApi(world(), { limits: { requestsPerMinute, operationsAtOnce, streamsAtOnce: 2 } });
  opened.push(api);
  return api;
}

afterAll(() => Promise.all(opened.map((api) => api.stop())));

const STREAM = { 'content-type': 'application/json', accept: 'text/event-stream' };
const QUICK = { query: '{ office(legacyId: "201") { verdict } }' };
const EXPENSIVE = { query: '{ integrityChecks { orphans } mappingChecks { code } report { isComplete } }' };

/** The time in milliseconds that 19 of 20 questions took at most, asked one after the other. */
async function measure(api: OpenApi, caller: string): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const { status, milliseconds } = await api.ask(QUICK, caller);
    expect(status).toBe(200);
    times.push(milliseconds);
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] ?? 0;
}

test('G33: 200 expensive questions of one caller at the same time, and another one asks as before', async () => {
  const api = await open(1_000_000, 6);
  const alone = await measure(api, 'VIEWER quiet');
  const greedy = Promise.all(Array.from({ length: 200 }, () => api.ask(EXPENSIVE, 'ADMIN greedy')));
  const beside = await measure(api, 'VIEWER quiet');
  const answers = await greedy;
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(190);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(200 - refused.length);
  for (const { headers, read } of refused) {
    expect(headers['retry-after']).toBe('1');
    expect(read.errors?.map(({ extensions }) => extensions?.code)).toEqual(['RATE_LIMITED']);
  }
  // Beside six of them there is still processor and connections to be had, and no queue of 200.
  expect(beside).toBeLessThan(Math.max(alone * 10, 1_000));
  // Its places are free again.
  expect((await api.ask(EXPENSIVE, 'ADMIN greedy')).status).toBe(200);
}, 120_000);

test('a place is taken until the work ends, also of a caller who left', async () => {
  const api = await open(1_000_000, 1);
  const leaving = new AbortController();
  const lock = world().new.createQueryRunner();
  await lock.query('BEGIN');
  await lock.query('LOCK TABLE offices IN ACCESS EXCLUSIVE MODE');
  const first = fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'ADMIN impatient' },
    body: JSON.stringify(QUICK),
    signal: leaving.signal,
  }).catch(() => 'left');
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await until('it waits', async () => ((await lock.query(waiting)) as object[]).length > 0);
  leaving.abort();
  expect(await first).toBe('left');
  expect((await api.ask({ query: '{ viewer { name } }' }, 'ADMIN impatient')).status).toBe(429);
  expect((await api.ask({ query: '{ viewer { name } }' }, 'ADMIN patient')).status).toBe(200);
  await lock.query('COMMIT');
  await lock.release();
  const isFree = async (): Promise<boolean> =>
    (await api.ask({ query: '{ viewer { name } }' }, 'ADMIN impatient')).status === 200;
  await until('the place is free', isFree);
});

test('G33: more requests in a minute than one caller may send, by whatever role, and others go on', async () => {
  const api = await open(5, 6);
  const statuses: number[] = [];
  for (let turn = 0; turn < 7; turn += 1)
    statuses.push((await api.ask(QUICK, turn % 2 === 0 ? 'VIEWER same' : 'ADMIN same')).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
  const { headers, read } = await api.ask(QUICK, 'VIEWER same');
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(read.errors?.map(({ extensions }) => extensions?.code)).toEqual(['RATE_LIMITED']);
  expect((await api.ask(QUICK, 'VIEWER other')).status).toBe(200);
});

test('G33: more streams than one caller may hold, and others get theirs', async () => {
  const api = await open(1_000_000, 6);
  const id = await insertRun(world());
  const watch = (authorization: string): Promise<EventStream<Progress>> =>
    openStream(api, PROGRESS, { id }, { headers: { ...STREAM, authorization } });
  const streams = [await watch('VIEWER same'), await watch('VIEWER same')];
  const refused = await watch('ADMIN same');
  expect([refused.status, await refused.body()]).toEqual([429, expect.stringContaining('RATE_LIMITED')]);
  const other = await watch('VIEWER other');
  expect(await nextState(other)).toBe('QUEUED');
  for (const stream of [...streams, other]) stream.leave();
  const isFree = async (): Promise<boolean> => {
    const again = await watch('VIEWER same');
    again.leave();
    return again.status === 200;
  };
  await until('a place is free', isFree);
});

test('what names another proxy or address changes nothing', async () => {
  const api = await open(1, 6);
  const headers = { 'x-forwarded-for': '203.0.113.7', forwarded: 'for=203.0.113.7' };
  const statuses = [];
  for (let turn = 0; turn < 2; turn += 1)
    statuses.push((await api.send({ body: JSON.stringify(QUICK), headers }, 'VIEWER hidden')).status);
  expect(statuses).toEqual([200, 429]);
});
