import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { until } from '../support/until';
import { useRunWorld } from './run-world';

const { COMPARE, MIGRATE } = RunKind;
/** Some records are refused by the new side in any case. */
const ENDS = { [COMPARE]: RunState.SUCCEEDED, [MIGRATE]: RunState.INCOMPLETE } as const;
const KINDS = [COMPARE, MIGRATE] as const;

describe('the new database, which holds the ledger as well', () => {
  const world = useRunWorld('postgres');

  const isRunning = (id: string) => (): Promise<boolean> =>
    world()
      .run(id)
      .then((run) => run.state === RunState.RUNNING);

  test.each(KINDS)('F05: is out of reach during a %s: it goes on by itself', async (kind) => {
    await world().startWorker({ leaseSeconds: 2 });
    const id = await world().startRun(kind);
    await until('it is running', isRunning(id));
    world().newWay.refuse();
    await sleep(3_000);
    world().newWay.restore();
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });

  test.each(KINDS)('comes and goes during a %s', async (kind) => {
    await world().startWorker({ leaseSeconds: 2 });
    const stop = world().newWay.flap({ up: 400, down: 100 });
    const id = await world().startRun(kind);
    await sleep(4_000);
    await stop();
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });

  test('F12: cuts a comparison off in the middle of an answer: it is read again', async () => {
    await world().startWorker();
    world().newWay.cutAnswers(20_000);
    const id = await world().startRun(COMPARE);
    await world().untilState(id, ENDS[COMPARE]);
    expect(world().newWay.seenCuts).toBe(1);
    expect(await world().problems(COMPARE)).toEqual([]);
  });

  test.each([
    ['carried out', 'LOSE_ANSWER'],
    ['lost', 'LOSE_REQUEST'],
  ] as const)('F06: the connection breaks at each COMMIT, which is %s: nothing is done twice', async (_, fault) => {
    await world().startWorker({ leaseSeconds: 2 });
    const id = await world().startRun(MIGRATE);
    let seen = world().newWay.seenCommits;
    for (let breaks = 0; breaks < 3; breaks += 1) {
      world().newWay.breakNextCommit(fault);
      const isBroken = (): boolean => world().newWay.seenCommits > seen;
      const isOver = async (): Promise<boolean> => (await world().run(id)).state === ENDS[MIGRATE];
      await until('a COMMIT is broken', async () => isBroken() || (await isOver()));
      seen = world().newWay.seenCommits;
    }
    await world().untilState(id, ENDS[MIGRATE]);
    expect(await world().problems(MIGRATE)).toEqual([]);
  });

  test.each(KINDS)('F08: ends the sessions of a %s again and again', async (kind) => {
    await world().startWorker({ leaseSeconds: 2 });
    const id = await world().startRun(kind);
    await until('it is running', isRunning(id));
    for (let round = 0; round < 10; round += 1) {
      await world().endSessions('new', () => Math.random() < 0.7);
      await sleep(100);
    }
    await world().untilState(id, ENDS[kind]);
    expect(await world().problems(kind)).toEqual([]);
  });
});

describe('the new database is out of reach for longer', () => {
  const world = useRunWorld('postgres');

  test('F05: a run that cannot tell the ledger is paused as soon as it can, or goes on', async () => {
    await world().startWorker({ leaseSeconds: 2 });
    const id = await world().startRun(MIGRATE);
    world().newWay.refuse();
    await sleep(5_000);
    // Nothing is known of the outage while it lasts: the ledger is in that very database.
    expect((await world().run(id)).state).not.toBe(RunState.FAILED);
    world().newWay.restore();
    const run = await world().untilState(id, RunState.PAUSED, RunState.RUNNING, ENDS[MIGRATE]);
    if (run.state === RunState.PAUSED) expect(run.pauseReason).toBe(PauseReason.NEW_UNAVAILABLE);
    await world().untilState(id, ENDS[MIGRATE]);
    expect(await world().problems(MIGRATE)).toEqual([]);
  });
});
