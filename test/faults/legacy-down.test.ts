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

describeEachEngine('the legacy database', (engine) => {
  const world = useRunWorld(engine);

  test.each(KINDS)('F09: is down when a %s starts: it waits, says why, and goes on by itself', async (kind) => {
    await world().startWorker();
    world().legacyWay.refuse();
    const id = await world().startRun(kind);
    const paused = await world().untilState(id, RunState.PAUSED);
    expect(paused).toMatchObject({ pauseReason: PauseReason.LEGACY_UNAVAILABLE, counts: { rows: 0, missing: 0 } });
    expect(paused.resumesAt).not.toBeNull();
    expect(await world().rows('SELECT 1 FROM counterpart.discrepancy')).toEqual([]);
    world().legacyWay.restore();
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });

  test.each([
    [COMPARE, 'with a reset', true],
    [COMPARE, 'as if all had been said', false],
    [MIGRATE, 'with a reset', true],
    [MIGRATE, 'as if all had been said', false],
  ] as const)('F12: cuts a %s off in the middle of an answer, %s: it is read again', async (kind, _, isReset) => {
    await world().startWorker();
    world().legacyWay.cutAnswers(150_000, { isReset });
    const id = await world().startRun(kind);
    const paused = await world().untilState(id, RunState.PAUSED);
    expect(paused.pauseReason).toBe(PauseReason.LEGACY_UNAVAILABLE);
    expect(world().legacyWay.seenCuts).toBe(1);
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });

  test.each(KINDS)(
    'F09: comes and goes during a %s: nothing is missed, and nothing taken for missing',
    async (kind) => {
      await world().startWorker();
      const stop = world().legacyWay.flap({ up: 300, down: 200 });
      const id = await world().startRun(kind);
      await sleep(3_000);
      await stop();
      await world().untilState(id, ENDS[kind]);
      expect(await world().problems(kind)).toEqual([]);
    },
  );

  test.each(KINDS)('F08: ends the sessions of a %s', async (kind) => {
    await world().startWorker();
    const id = await world().startRun(kind);
    await until('it is running', async () => (await world().run(id)).state !== RunState.QUEUED);
    for (let round = 0; round < 5; round += 1) {
      await world().endSessions('legacy');
      await sleep(100);
    }
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });
});
