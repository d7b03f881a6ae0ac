import { setTimeout as sleep } from 'node:timers/promises';
import { readFixture } from '../mappings/fixture';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { type Ended, idOf, read, useCommandWorld } from './command-world';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

/** So slow that a run is not over before something else happened. */
const SLOWLY = ['--rows-per-second', '1', '--reason', 'ticket 4711'];
const FIVE = ['--legacy-id', '11', '12', '13', '30', '31'];

group('waiting for runs', () => {
  const world = useCommandWorld();
  const reconcile = (...rest: string[]) => world().start(['reconcile', 'categories', '--dry-run', ...SLOWLY, ...rest]);

  const stateOf = async (id: string): Promise<string | undefined> => {
    const rows = await world().sides.new.query<{ state: string }[]>(
      'SELECT state FROM counterpart.run WHERE id = $1::uuid',
      [id],
    );
    return rows[0]?.state;
  };

  /** The id of the run that a command has begun. */
  const findActive = (): Promise<string> =>
    until('a run is running', async () => {
      const [run] = await world().sides.new.query<{ id: string }[]>(
        "SELECT id::text FROM counterpart.run WHERE state = 'RUNNING'",
      );
      return run?.id ?? null;
    });

  const finish = (id: string): Promise<Ended> => world().run('runs', 'cancel', id);

  beforeAll(async () => {
    const { legacy, new: current } = readFixture('categories');
    const { dispatch_category: rows = [] } = legacy;
    const more = Array.from({ length: 200 }, (_, index) => ({
      ...rows.find(({ id }) => id === 30),
      id: 1_000 + index,
    }));
    await world().sides.replaceRows({ ...legacy, dispatch_category: [...rows, ...more] }, current);
    await world().run('compare', 'categories');
  });

  test('--detach prints the id and ends; a worker does it; whoever watches learns of it', async () => {
    const detached = await world().run('compare', 'categories', '--detach');
    expect(detached.exitCode).toBe(0);
    const id = detached.answer.trimEnd();
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await stateOf(id)).toBe('QUEUED');
    // One active run for each mapping.
    expect(await world().run('compare', 'categories', '--detach')).toMatchObject({ exitCode: 6, answer: '' });
    const watching = world().start(['runs', 'watch', id, '--format', 'json']);
    const worker = world().start(['worker', '--lanes', '1']);
    const watched = await watching.ended();
    expect(watched.exitCode).toBe(1);
    expect(read(watched)).toMatchObject({ exitCode: 1, runs: [{ id, state: 'SUCCEEDED' }] });
    worker.signal('SIGTERM');
    const ended = await worker.ended();
    expect(ended).toMatchObject({ exitCode: 0, answer: '' });
    expect(ended.notes).toContain(id);
  });

  test('5 when the time is up, and the run goes on', async () => {
    const ended = await reconcile('--timeout', '2', '--format', 'json').ended();
    expect(ended.exitCode).toBe(5);
    expect(read(ended)).toMatchObject({ exitCode: 5, runs: [{ state: 'RUNNING' }], incomplete: [{ id: idOf(ended) }] });
    expect(ended.notes).toContain(`counterpart runs watch ${idOf(ended)}`);
    expect(await stateOf(idOf(ended))).toBe('RUNNING');
    await finish(idOf(ended));
  });

  test('Ctrl-C pauses the run and says how to go on', async () => {
    const command = reconcile('--format', 'json', ...FIVE);
    const id = await findActive();
    command.signal('SIGINT');
    const ended = await command.ended();
    expect(ended.exitCode).toBe(130);
    expect(ended.notes).toContain(`counterpart runs resume ${id} --wait`);
    expect(read(ended)).toMatchObject({ exitCode: 130, runs: [{ id, state: 'PAUSED', pauseReason: 'REQUESTED' }] });
    const resumed = await world().run('runs', 'resume', id, '--wait', '--format', 'json');
    expect(read(resumed)).toMatchObject({ exitCode: 0, runs: [{ id, state: 'SUCCEEDED', counts: { rows: 5 } }] });
  });

  test('Ctrl-C twice leaves at once, whatever is in hand', async () => {
    const command = reconcile();
    const id = await findActive();
    const runner = world().sides.new.createQueryRunner();
    await runner.startTransaction();
    // Whoever reads the table from now on waits until this transaction is over.
    await runner.query('LOCK TABLE categories IN ACCESS EXCLUSIVE MODE');
    await sleep(2_000);
    command.signal('SIGINT');
    await command.says(/Ctrl-C again leaves at once/);
    await sleep(400);
    const before = Date.now();
    command.signal('SIGINT');
    expect((await command.ended()).exitCode).toBe(130);
    expect(Date.now() - before).toBeLessThan(3_000);
    await runner.rollbackTransaction();
    await runner.release();
    await finish(id);
  });

  test('a request to terminate leaves the run to others', async () => {
    const command = reconcile('--format', 'json');
    const id = await findActive();
    command.signal('SIGTERM');
    const ended = await command.ended();
    expect(ended.exitCode).toBe(143);
    expect(read(ended)).toMatchObject({ exitCode: 143, runs: [{ id, state: 'RUNNING' }] });
    await finish(id);
  });

  test('3 when somebody else pauses or cancels it', async () => {
    const first = reconcile('--format', 'json');
    const id = await findActive();
    expect((await world().run('runs', 'pause', id)).exitCode).toBe(0);
    const paused = await first.ended();
    expect(paused).toMatchObject({
      exitCode: 3,
      notes: expect.stringContaining(`counterpart runs resume ${id}`) as string,
    });
    const second = world().start(['runs', 'resume', id, '--wait', '--format', 'json']);
    await findActive();
    expect((await finish(id)).exitCode).toBe(0);
    const cancelled = await second.ended();
    expect(read(cancelled)).toMatchObject({ exitCode: 3, runs: [{ state: 'CANCELLED' }], incomplete: [{ id }] });
    expect(cancelled.exitCode).toBe(3);
  });
});
