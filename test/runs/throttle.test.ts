import 'reflect-metadata';
import { CommitLatency } from '../../reconciliation/runs/commit-latency';
import { Load, type LoadLimits, Throttle } from '../../reconciliation/runs/throttle';
import { useTwoSides } from '../mappings/two-sides';

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

  test('a wait is broken off at once, and its place in the line is given back', async () => {
    let isStopped = false;
    const id = await startRun();
    const lane = throttle(id, 100, {}, () => isStopped);
    expect(await lane.wait(100)).toBe(false);
    setTimeout(() => {
      isStopped = true;
    }, 200);
    let isBrokenOff = false;
    const breakOff = async (): Promise<void> => {
      isBrokenOff = await lane.wait(10_000);
    };
    expect(await seconds(breakOff)).toBeLessThan(0.9);
    expect(isBrokenOff).toBe(true);
    // What is left of the time of the first batch.
    const again = throttle(id, 100);
    expect(await seconds(() => again.wait(1))).toBeLessThan(1);
    expect(again.reason).toBe('the limit of 100 rows a second');
  });

  test('a commit that holds the run for longer than the ledger waits is waited for', async () => {
    const id = await startRun();
    const runner = open().new.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM counterpart.run WHERE id = $1 FOR SHARE', [id]);
    const waiting = seconds(() => throttle(id, 1_000).wait(10));
    await pause(2_500);
    await runner.commitTransaction();
    await runner.release();
    expect(await waiting).toBeGreaterThan(2.4);
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
    load.latency.add(1_234);
    expect(await seconds(() => throttle.wait(10))).toBeLessThan(1);
    expect(reasons[0]).toBe('the new database takes 1234 ms for a commit (limit 200 ms)');
  });
});
