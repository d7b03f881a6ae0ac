import 'reflect-metadata';
import { CommitLatency } from '../../reconciliation/runs/commit-latency';
import { LegacyLag, lagOfStatus } from '../../reconciliation/runs/legacy-lag';
import { Load, type LoadLimits, Throttle } from '../../reconciliation/runs/throttle';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';

const NO_LIMITS: LoadLimits = { rowsPerSecond: null, legacyLag: 0, legacyLagQuery: null, commitLatency: 0 };
const never = (): boolean => false;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

describe('rows per second', () => {
  const open = useTwoSides('postgres');

  async function startRun(): Promise<string> {
    await open().new.query('DELETE FROM counterpart.run');
    const [run] = await open().new.query<{ id: string }[]>(
      `INSERT INTO counterpart.run (kind, mapping, state, incremental, with_parents, dry_run, on_failure, max_failures,
         requested_by, reason) VALUES ('COMPARE', 'notes', 'RUNNING', false, false, false, 'STOP', 1, 'tester', 'test')
       RETURNING id`,
    );
    return run?.id ?? '';
  }
  const throttle = (id: string, own: number | null, limits: Partial<LoadLimits> = {}, isStopped = never): Throttle =>
    new Throttle(
      new Load(open().sides, { ...NO_LIMITS, ...limits }, () => undefined),
      { id, rowsPerSecond: own },
      isStopped,
    );

  test('all workers of a run together keep to the limit, whatever the batches are', async () => {
    const id = await startRun();
    const lanes = [50, 80, 170].map((records) => ({ records, lane: throttle(id, null, { rowsPerSecond: 500 }) }));
    let done = 0;
    const elapsed = await seconds(() =>
      Promise.all(
        lanes.map(async ({ records, lane }) => {
          for (let batch = 0; batch < 4; batch += 1) {
            await lane.wait(records);
            done += records;
          }
        }),
      ),
    );
    // The last batch begins when all that were let in before it have had their time.
    const before = done - 170;
    expect(elapsed).toBeGreaterThanOrEqual(before / 500 - 0.05);
    expect(elapsed).toBeLessThan(done / 500 + 0.5);
  });

  test('time that nobody used is not made up for', async () => {
    const lane = throttle(await startRun(), 100);
    await lane.wait(10);
    await pause(400);
    expect(await seconds(() => lane.wait(30))).toBeLessThan(0.1);
    expect(lane.reason).toBeNull();
    expect(await seconds(() => lane.wait(1))).toBeGreaterThanOrEqual(0.25);
    expect(lane.reason).toBe('the limit of 100 rows a second');
  });

  test("the run's own limit takes the place of the configured one, and without any nothing waits", async () => {
    const own = throttle(await startRun(), 1_000_000, { rowsPerSecond: 1 });
    const none = throttle(await startRun(), null);
    for (const lane of [own, none])
      expect(await seconds(async () => [await lane.wait(1_000), await lane.wait(1_000)])).toBeLessThan(0.2);
    expect(none.reason).toBeNull();
  });

  test('a wait is broken off at once', async () => {
    let isStopped = false;
    const lane = throttle(await startRun(), 1, {}, () => isStopped);
    await lane.wait(1_000);
    setTimeout(() => {
      isStopped = true;
    }, 200);
    expect(await seconds(() => lane.wait(1))).toBeLessThan(1);
  });

  test('a commit that holds the run for longer than the ledger waits is waited for', async () => {
    const id = await startRun();
    const runner = open().new.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM counterpart.run WHERE id = $1 FOR SHARE', [id]);
    const waiting = throttle(id, 1_000).wait(10);
    await pause(2_500);
    await runner.commitTransaction();
    await runner.release();
    await waiting;
  });
});

describe('the latency of commits', () => {
  const slow = (latency: CommitLatency, times = 20): void => {
    for (let commit = 0; commit < times; commit += 1) latency.add(300);
  };
  const enter = async (latency: CommitLatency, who: object = {}, slept: number[] = []): Promise<number[]> => {
    const sleep = async (milliseconds: number): Promise<boolean> => {
      slept.push(milliseconds);
      return false;
    };
    await latency.enter(who, sleep, () => undefined);
    return slept;
  };

  test('the median of the last twenty counts, so that a single slow one does not matter', async () => {
    const latency = new CommitLatency(200);
    for (let commit = 0; commit < 19; commit += 1) latency.add(10);
    latency.add(60_000);
    expect([latency.median, latency.isOver]).toEqual([10, false]);
    expect(await enter(latency)).toEqual([]);
    slow(latency, 11);
    expect([latency.median, latency.isOver]).toEqual([300, true]);
  });

  test('the pauses grow while it lasts, and end with the first batch that is quick again', async () => {
    const latency = new CommitLatency(200);
    slow(latency);
    for (const expected of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      expect(await enter(latency)).toEqual([expected]);
      latency.add(300);
    }
    await enter(latency);
    latency.add(20);
    expect(await enter(latency)).toEqual([]);
    slow(latency);
    expect(await enter(latency)).toEqual([500]);
  });

  test('one batch is let through at a time', async () => {
    const latency = new CommitLatency(200);
    slow(latency);
    const first = {};
    await enter(latency, first);
    let isIn = false;
    const sleep = async (milliseconds: number): Promise<boolean> => {
      await pause(milliseconds);
      return false;
    };
    const second = latency
      .enter({}, sleep, () => undefined)
      .then(() => {
        isIn = true;
      });
    await pause(300);
    expect(isIn).toBe(false);
    latency.add(20);
    await second;
    // Whoever had nothing to commit does not wait for itself.
    slow(latency);
    await enter(latency, first);
    expect(await enter(latency, first)).toEqual([]);
  });

  test('no limit, no wait', async () => {
    const latency = new CommitLatency(0);
    slow(latency);
    expect(await enter(latency)).toEqual([]);
  });

  test('the throttle says what it waits for, and breaks off', async () => {
    const reasons: (string | null)[] = [];
    const nowhere = { dialect: 'postgres' as const, query: () => Promise.reject(new Error('nobody asks')) };
    const load = new Load({ legacy: nowhere, new: nowhere }, { ...NO_LIMITS, commitLatency: 200 }, () => undefined);
    const throttle: Throttle = new Throttle(load, { id: '', rowsPerSecond: null }, () => {
      reasons.push(throttle.reason);
      return reasons.length > 1;
    });
    throttle.committed(1_234);
    expect(await seconds(() => throttle.wait(10))).toBeLessThan(1);
    expect(reasons[0]).toBe('the new database takes 1234 ms for a commit (limit 200 ms)');
  });
});

describeEachEngine('the lag of the legacy side', (engine) => {
  const open = useTwoSides(engine);
  beforeAll(() => open().legacy.query('CREATE TABLE heartbeat (seconds decimal(20, 3))'));
  beforeEach(() => open().legacy.query('DELETE FROM heartbeat'));

  const QUERY = 'SELECT max(seconds) FROM heartbeat';
  const beat = (lag: number): Promise<unknown> => open().legacy.query(`INSERT INTO heartbeat VALUES (${lag})`);
  const limited = (query: string | null, isStopped: () => boolean = never): Throttle =>
    new Throttle(
      new Load(open().sides, { ...NO_LIMITS, legacyLag: 10, legacyLagQuery: query }, () => undefined),
      { id: '', rowsPerSecond: null },
      isStopped,
    );

  test('a run waits until the replica is near enough again, and says why', async () => {
    await beat(42);
    let reason: string | null = null;
    const throttle: Throttle = limited(QUERY, () => {
      reason ??= throttle.reason;
      return false;
    });
    setTimeout(() => void open().legacy.query('UPDATE heartbeat SET seconds = 10'), 500);
    expect(await seconds(() => throttle.wait(10))).toBeGreaterThan(0.5);
    expect(reason).toBe('the legacy replica is 42 s behind (limit 10 s)');
    await throttle.wait(10);
    expect(throttle.reason).toBeNull();
  });

  test('it is asked at most once a second', async () => {
    await beat(1);
    let asked = 0;
    const { legacy } = open().sides;
    const counting = {
      dialect: legacy.dialect,
      query: <Row>(sql: string) => legacy.query<Row>(sql).finally(() => asked++),
    };
    const lag = new LegacyLag(counting, QUERY, () => undefined);
    await Promise.all(Array.from({ length: 20 }, () => lag.read()));
    expect([await lag.read(), asked]).toEqual([{ seconds: 1 }, 1]);
    await pause(1_050);
    await lag.read();
    expect(asked).toBe(2);
  });

  test.each([
    [
      'a query without an answer',
      QUERY,
      'nobody knows how far the legacy replica is behind: LEGACY_LAG_QUERY gives no number',
    ],
    ['a query that fails', 'SELECT 1 FROM nowhere', /LEGACY_LAG_QUERY fails \((42P01|ER_NO_SUCH_TABLE)\)/],
  ])('%s holds runs back, because somebody meant it to', async (_, query, words) => {
    let reason: string | null = null;
    const throttle: Throttle = limited(query, () => {
      reason = throttle.reason;
      return true;
    });
    await throttle.wait(10);
    expect(reason).toMatch(words);
  });

  test('a server that is no replica holds nothing back, which is said once', async () => {
    const said: string[] = [];
    const lag = new LegacyLag(open().sides.legacy, null, (message) => said.push(message));
    expect([await lag.read(), await lag.read()]).toEqual([null, null]);
    expect(said).toEqual(['The legacy server is no replica, or a stopped one: there is no lag to wait for.']);
    expect(await seconds(() => limited(null).wait(10))).toBeLessThan(0.5);
  });
});

test.each([
  ['no replica', [], null],
  ['one of MySQL', [{ Seconds_Behind_Source: 12 }], { seconds: 12 }],
  ['one of MariaDB, whose driver gives texts', [{ Seconds_Behind_Master: '7' }], { seconds: 7 }],
  [
    'several channels: the slowest counts',
    [{ Seconds_Behind_Source: 0 }, { Seconds_Behind_Source: 3 }],
    { seconds: 3 },
  ],
  ['one that was stopped', [{ Seconds_Behind_Source: null }], null],
])('the status of %s', (_, rows, lag) => expect(lagOfStatus(rows)).toEqual(lag));
