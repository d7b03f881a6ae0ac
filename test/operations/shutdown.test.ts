import 'reflect-metadata';
import { RunKind, RunState } from '../../entities/ledger/run';
import { useRunWorld } from '../faults/run-world';
import { slowDown } from '../faults/slow-down';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { untilReadiness, usePrograms } from './served';

const { MIGRATE } = RunKind;
const LIMIT = { seconds: 25 };

/** A program refuses a legacy login that may write, and the PostgreSQL of the tests has no other. */
const group = engines.includes('mysql') ? describe : describe.skip;

group('a service that is told to end in the middle of a bulk run', () => {
  const world = useRunWorld('mysql', { count: 2_000 });
  const start = usePrograms(world);

  /** What every batch does from now on before it is over. */
  const dawdle = (what: string): Promise<unknown> =>
    world().rows(
      `CREATE OR REPLACE FUNCTION public.dawdle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${what} RETURN NULL; END'`,
    );

  const untilAtWork = (id: string): Promise<unknown> =>
    until('a segment is worked on', async () => {
      const held = await world().rows(
        "SELECT 1 FROM counterpart.run_segment WHERE run_id = $1 AND kind <> 'PLAN' AND state = 'RUNNING' AND rows > 0",
        [id],
      );
      return held.length > 0;
    });

  test.each(['serve', 'worker'] as const)(
    'F03: %s is not ready any more, finishes what is in hand, and ends in time; the run goes on after a restart',
    async (command) => {
      await slowDown(world().new, 30);
      const served = await start(command, { PRE_STOP_SECONDS: '1', RUN_LANES: '1' });
      await untilReadiness(served, 'ready');
      const id = await world().startRun(MIGRATE, { rowsPerSecond: 250 });
      await untilAtWork(id);
      const begin = Date.now();
      served.program.signal('SIGTERM');
      await until('it drains', async () => {
        const { status, body } = await served.get('/readyz');
        return status === 503 && body.includes('draining');
      });
      expect(await served.program.ended(LIMIT)).toEqual({ exitCode: 0, signal: null });
      expect(Date.now() - begin).toBeLessThan(25_000);
      expect((await world().run(id)).state).toBe(RunState.RUNNING);
      expect(
        await world().rows("SELECT 1 FROM counterpart.run_segment WHERE state = 'RUNNING' OR crashes > 0"),
      ).toEqual([]);
      const after = await world().run(id);
      expect(Number(after.rowsDone)).toBeLessThan(Number(after.rowsTotal));
      await start(command);
      await world().untilState(id, RunState.INCOMPLETE);
      expect(await world().problems(MIGRATE)).toEqual([]);
      const done = await world().run(id);
      const [row] = await world().rows<{ n: string }>(
        'SELECT count(*) AS n FROM system_messages WHERE id NOT IN (SELECT id FROM kept.messages)',
      );
      expect(done.counts.written).toBe(Number(row?.n));
      expect(done.rowsDone).toBe(done.rowsTotal);
    },
    120_000,
  );

  test('a second signal ends at once', async () => {
    const served = await start('serve', { PRE_STOP_SECONDS: '20' });
    // A signal that comes while it still starts ends it at once as well.
    await untilReadiness(served, 'ready');
    served.program.signal('SIGTERM');
    await untilReadiness(served, 'draining');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const begin = Date.now();
    served.program.signal('SIGTERM');
    expect(await served.program.ended()).toEqual({ exitCode: 143, signal: null });
    expect(Date.now() - begin).toBeLessThan(3_000);
  });

  test('what is not over by the deadline is broken off, and goes on elsewhere', async () => {
    await dawdle('PERFORM pg_sleep(8);');
    await world().rows(
      'CREATE TRIGGER dawdle AFTER INSERT ON system_messages FOR EACH STATEMENT EXECUTE FUNCTION public.dawdle()',
    );
    const served = await start('serve', { SHUTDOWN_SECONDS: '2', RUN_LANES: '1', RUN_LEASE_S: '3' });
    const id = await world().startRun(MIGRATE);
    await until('a batch is written', async () => {
      const busy = await world().rows("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      return busy.length > 0;
    });
    served.program.signal('SIGTERM');
    expect(await served.program.ended({ seconds: 10 })).toEqual({ exitCode: 3, signal: null });
    expect(served.program.output).toContain('broken off');
    await dawdle('');
    await start('worker');
    await world().untilState(id, RunState.INCOMPLETE);
    expect(await world().problems(MIGRATE)).toEqual([]);
  }, 120_000);
});
