import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { describeEachEngine } from '../support/servers';
import { until } from '../support/until';
import { useRunWorld } from './run-world';

const { COMPARE, MIGRATE } = RunKind;
/** Some records are refused by the new side in any case. */
const ENDS = { [COMPARE]: RunState.SUCCEEDED, [MIGRATE]: RunState.INCOMPLETE } as const;
const KINDS = [COMPARE, MIGRATE] as const;

describeEachEngine('F10: the legacy database is slow', (engine) => {
  const world = useRunWorld(engine, { count: 1_000 });

  test.each(KINDS)('a %s takes its time, with few connections', async (kind) => {
    await world().startWorker();
    const atStart = world().legacyWay.openConnections;
    world().legacyWay.limit({ latency: 300, bytesPerSecond: 200_000, pieceSize: 700 });
    const id = await world().startRun(kind);
    await until('it reads', async () => (await world().run(id)).state === RunState.RUNNING);
    await sleep(1_000);
    // One for the stream of its one lane, and those of the pool for short questions.
    expect(world().legacyWay.openConnections - atStart).toBeLessThanOrEqual(4);
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });

  test.each(KINDS)('a lock holds all of its readers: a %s waits, and goes on by itself', async (kind) => {
    const locker = world().legacy.createQueryRunner();
    const isPostgres = engine === 'postgres';
    if (isPostgres) await locker.query('BEGIN');
    await locker.query(
      isPostgres
        ? 'LOCK TABLE dispatch_notification IN ACCESS EXCLUSIVE MODE'
        : 'LOCK TABLES dispatch_notification WRITE',
    );
    await world().startWorker({ statementTimeout: 1_000 });
    const id = await world().startRun(kind);
    const outcome = await Promise.allSettled([world().untilState(id, RunState.PAUSED)]);
    await locker.query(isPostgres ? 'COMMIT' : 'UNLOCK TABLES');
    await locker.release();
    expect(outcome).toMatchObject([{ value: { pauseReason: PauseReason.LEGACY_UNAVAILABLE } }]);
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });
});

/** Silence is noticed by the time that a statement may take, and a few seconds more. */
const IMPATIENT = { statementTimeout: 3_000 };

describeEachEngine('F11: packets are swallowed and the connection stays open', (engine) => {
  const world = useRunWorld(engine, { count: 1_000 });

  test('on the legacy side: silence is noticed in time, and the run goes on when it is over', async () => {
    await world().startWorker(IMPATIENT);
    world().legacyWay.swallow();
    const id = await world().startRun(MIGRATE);
    const paused = await world().untilState(id, RunState.PAUSED);
    expect(paused.pauseReason).toBe(PauseReason.LEGACY_UNAVAILABLE);
    world().legacyWay.restore();
    await world().untilState(id, ENDS[MIGRATE]);
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 120_000);

  test('on the legacy side, in the middle of an answer', async () => {
    await world().startWorker(IMPATIENT);
    world().legacyWay.limit({ bytesPerSecond: 100_000 });
    const id = await world().startRun(MIGRATE);
    await until('it reads', async () => (await world().run(id)).state === RunState.RUNNING);
    await sleep(1_500);
    world().legacyWay.swallow();
    const paused = await world().untilState(id, RunState.PAUSED);
    expect(paused.pauseReason).toBe(PauseReason.LEGACY_UNAVAILABLE);
    world().legacyWay.restore();
    await world().untilState(id, ENDS[MIGRATE]);
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 120_000);
});

describe('F11: packets are swallowed on the way to the new database', () => {
  const world = useRunWorld('postgres', { count: 1_000 });

  test.each(KINDS)(
    'a %s notices it, and goes on when it is over',
    async (kind) => {
      await world().startWorker({ ...IMPATIENT, leaseSeconds: 2 });
      const id = await world().startRun(kind);
      await until('it is running', async () => (await world().run(id)).state === RunState.RUNNING);
      world().newWay.swallow();
      await sleep(3_000);
      world().newWay.restore();
      await world().untilState(id, ENDS[kind]);
      expect(await world().problems(kind)).toEqual([]);
    },
    120_000,
  );
});
