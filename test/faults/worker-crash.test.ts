import 'reflect-metadata';
import { RunKind, RunState } from '../../entities/ledger/run';
import { createMysqlReader, type Reader } from '../support/mysql-reader';
import { Program } from '../support/program';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { sabotage } from '../writing/sabotage';
import { useRunWorld } from './run-world';
import { slowDown } from './slow-down';

const { MIGRATE } = RunKind;
const { INCOMPLETE, RUNNING } = RunState;

/** A program refuses a legacy login that may write, and the PostgreSQL of the tests has no other. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('a worker in a process of its own', () => {
  const world = useRunWorld('mysql', { count: 2_000 });
  const programs: Program[] = [];
  let reader: Reader;

  beforeEach(async () => {
    reader = await createMysqlReader(world().legacyUrl);
  });

  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    await reader.drop();
  });

  function start(): Program {
    const program = Program.start(['worker', '--lanes', '1'], {
      LEGACY_DATABASE_URL: reader.url,
      NEW_DATABASE_URL: world().newUrl,
      RUN_LEASE_S: '2',
      RUN_APPROVAL_OVER: '1000000',
    });
    programs.push(program);
    return program;
  }

  interface Held {
    readonly ordinal: number;
    readonly worker: string;
    readonly fence: string;
  }

  /** The segment of records that somebody works on now. */
  const untilHeld = (id: string, isWanted: (held: Held) => boolean = () => true): Promise<Held> =>
    until('a segment is held', async () => {
      const [held] = await world().rows<Held>(
        `SELECT ordinal, worker, fence FROM counterpart.run_segment
         WHERE run_id = $1 AND kind <> 'PLAN' AND state = 'RUNNING' AND lease_until > now()`,
        [id],
      );
      return held !== undefined && isWanted(held) ? held : null;
    });

  test('F02: is killed five times in a row in the middle of its work: the next one goes on, and nothing is done twice', async () => {
    await slowDown(world().new, 30);
    const id = await world().startRun(MIGRATE, { rowsPerSecond: 500 });
    let fence = '';
    for (let kills = 0; kills < 5; kills += 1) {
      const worker = start();
      ({ fence } = await untilHeld(id, (held) => held.fence !== fence));
      await worker.kill();
    }
    start();
    await world().untilState(id, INCOMPLETE);
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 300_000);

  test('F03: is asked to end: it finishes what is in hand, ends well, and the run goes on elsewhere', async () => {
    await slowDown(world().new, 200);
    const worker = start();
    const id = await world().startRun(MIGRATE, { rowsPerSecond: 500 });
    await untilHeld(id);
    worker.signal('SIGTERM');
    expect(await worker.ended({ seconds: 25 })).toEqual({ exitCode: 0, signal: null });
    expect((await world().run(id)).state).toBe(RUNNING);
    expect(await world().rows("SELECT 1 FROM counterpart.run_segment WHERE state = 'RUNNING'")).toEqual([]);
    expect(await world().rows('SELECT 1 FROM counterpart.run_segment WHERE crashes > 0')).toEqual([]);
    start();
    await world().untilState(id, INCOMPLETE);
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 300_000);

  test('F04: is suspended for longer than its lease, and woken: its late write is refused', async () => {
    await slowDown(world().new, 200);
    const late = start();
    const id = await world().startRun(MIGRATE, { rowsPerSecond: 500 });
    const { worker, fence } = await untilHeld(id);
    late.signal('SIGSTOP');
    start();
    await untilHeld(id, (held) => held.worker !== worker && held.fence !== fence);
    late.signal('SIGCONT');
    await world().untilState(id, INCOMPLETE);
    const isRefused = (): boolean =>
      /another worker has the segment|not running any more|the run is INCOMPLETE/.test(late.output);
    await until('its late write is refused', isRefused, { seconds: 20 });
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 300_000);

  /** Kills every worker that holds a segment with this record, at any time, as the record itself would. */
  async function poison(id: string, legacyId: string, isOver: () => boolean): Promise<void> {
    const isHeld = async (): Promise<boolean> => {
      const held = await world().rows(
        `SELECT 1 FROM counterpart.run_segment WHERE run_id = $1 AND kind <> 'PLAN' AND state = 'RUNNING' AND crashes < 3
           AND lease_until > now() AND ($2 = ANY(keys) OR keys IS NULL AND coalesce(first_key::bigint <= $2::bigint, true)
           AND coalesce(before_key::bigint > $2::bigint, true)) AND coalesce(done_up_to::bigint < $2::bigint, true)`,
        [id, legacyId],
      );
      return held.length > 0;
    };
    let worker = start();
    while (!isOver()) {
      if (
        await until('something happens', async () => isOver() || worker.hasEnded || (await isHeld()), { seconds: 60 })
      )
        if (isOver()) return;
      await worker.kill();
      worker = start();
    }
  }

  test('F37: a record kills whoever works on it: it is put aside, and everything else is done', async () => {
    // Long enough to be seen at its work, and killed.
    await sabotage(
      world(),
      'system_messages',
      'BEFORE INSERT',
      'IF NEW.legacy_record_id = 802 THEN PERFORM pg_sleep(2); END IF;',
    );
    const id = await world().startRun(MIGRATE);
    let isOver = false;
    const killing = poison(id, '802', () => isOver);
    const hasEnded = async (): Promise<boolean> => (await world().run(id)).state === INCOMPLETE;
    // Seven workers die of it, and each one's lease has to lapse.
    const outcome = await Promise.allSettled([until('the run is over', hasEnded, { seconds: 150 })]);
    isOver = true;
    await killing;
    expect(outcome).toMatchObject([{ status: 'fulfilled' }]);
    const crashed = await world().rows("SELECT legacy_id FROM counterpart.run_failure WHERE code = 'CRASHED'");
    expect(crashed).toEqual([{ legacy_id: '802' }]);
    expect(await world().rows('SELECT 1 FROM system_messages WHERE legacy_record_id = 802')).toEqual([]);
    const different = await world().problems(MIGRATE);
    // Nothing but this one record differs from a run without it.
    expect(different.filter((problem) => !problem.includes('1 only in the unbroken run'))).toMatchObject([
      expect.stringMatching(/^runs: 1 only in the broken run/),
      expect.stringMatching(/^failures: 1 only in the broken run: 802 CRASHED/),
    ]);
  }, 180_000);
});
