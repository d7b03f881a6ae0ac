import { Role } from '../../resolvers/access/role';
import { engines } from '../support/servers';
import { idOf, read, tokenOf, useCommandWorld } from './command-world';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

/** The legacy ids of the categories that are on the new side. */
const LISTED = "SELECT string_agg(legacy_category_id::text, ',' ORDER BY legacy_category_id) AS ids FROM categories";

group('commands that write', () => {
  const world = useCommandWorld();
  const because = ['--reason', 'ticket 4711', '--format', 'json'];

  const listMigrated = async (): Promise<string> =>
    (await world().sides.new.query<{ ids: string }[]>(LISTED))[0]?.ids ?? '';

  beforeAll(async () => {
    await world().run('compare', 'categories');
  });

  test('a dry run writes nothing, says what it would do, and fails for nothing', async () => {
    const before = await listMigrated();
    const ended = await world().run('migrate', 'categories', '--dry-run', '--format', 'json');
    expect(read(ended)).toMatchObject({
      exitCode: 0,
      runs: [{ kind: 'MIGRATE', dryRun: true, open: null, counts: { written: 2 } }],
    });
    expect(ended.exitCode).toBe(0);
    expect(await listMigrated()).toBe(before);
  });

  test('6 while writing is switched off', async () => {
    const ended = await world().runWith({ READ_ONLY: 'true' }, 'migrate', 'categories', ...because);
    expect(ended.exitCode).toBe(6);
    expect(read(ended)).toMatchObject({
      exitCode: 6,
      runs: [{ state: 'NOT_STARTED' }],
      incomplete: [{ mapping: 'categories' }],
    });
    expect(ended.notes).toContain('the configuration forbids writes here');
  });

  test('6 for more than one person may decide on, until a second one agrees', async () => {
    const limited = { RUN_APPROVAL_OVER: '1' };
    const ended = await world().runWith(limited, 'migrate', 'categories', ...because);
    const id = idOf(ended);
    expect(read(ended)).toMatchObject({ exitCode: 6, runs: [{ state: 'PAUSED', pauseReason: 'APPROVAL_REQUIRED' }] });
    expect(ended.exitCode).toBe(6);
    expect(ended.notes).toContain(`counterpart runs approve ${id} --reason`);
    // Whoever asked cannot agree, and as long as it waits there is no other run of the mapping.
    const own = await world().runWith(
      { COUNTERPART_TOKEN: await tokenOf(world(), 'maria', [Role.ADMIN]) },
      'runs',
      'approve',
      id,
      '--reason',
      'I say so',
    );
    expect(own).toMatchObject({ exitCode: 6, notes: expect.stringContaining('SELF_APPROVAL') as string });
    const other = await world().run('compare', 'categories');
    expect(other).toMatchObject({ exitCode: 6, notes: expect.stringContaining('RUN_ACTIVE') as string });
    const approved = await world().runWith(
      { ...limited, COUNTERPART_TOKEN: await tokenOf(world(), 'juan', [Role.APPROVER]) },
      'runs',
      'approve',
      id,
      '--wait',
      '--fail-on',
      'missing',
      ...because,
    );
    expect(read(approved)).toMatchObject({
      exitCode: 0,
      runs: [{ id, state: 'SUCCEEDED', approvedBy: 'juan', counts: { written: 2 } }],
    });
    expect(await listMigrated()).toBe('1,2,11,12,13,30,31,51,52,90');
  });

  test('what was written can be taken back', async () => {
    const [migrated] = read(
      await world().run('runs', 'list', '--kind', 'migrate', '--state', 'succeeded', '--format', 'json'),
    ).runs;
    const preview = await world().run('runs', 'revert', migrated?.id ?? '', '--dry-run', '--format', 'json');
    expect(preview.exitCode).toBe(0);
    const ended = await world().run('runs', 'revert', migrated?.id ?? '', ...because);
    expect(read(ended)).toMatchObject({
      exitCode: 0,
      runs: [{ kind: 'REVERT', reverts: migrated?.id, state: 'SUCCEEDED', counts: { written: 2 } }],
    });
    expect(await listMigrated()).toBe('1,2,11,12,13,51,52,90');
  });

  test('reconcile settles chosen records, and the exit code says how those stand', async () => {
    const ended = await world().run('reconcile', 'categories', '--legacy-id', '11', '12', ...because);
    expect(read(ended)).toMatchObject({ exitCode: 0, runs: [{ kind: 'RECONCILE', counts: { written: 2 } }] });
    const rest = await world().run('compare', 'categories', '--format', 'json');
    expect(read(rest).runs[0]?.open).toMatchObject({ DIFFERENT: 1 });
  });

  test('list, show and failures, each in its formats', async () => {
    const list = await world().run('runs', '--mapping', 'categories', '--limit', '3', '--format', 'json');
    const { schema, runs } = read(list);
    expect([schema, runs.length]).toEqual(['counterpart.run-list/v1', 3]);
    const id = runs[0]?.id ?? '';
    expect((await world().run('runs', 'show', id)).answer).toContain('│ requestedBy');
    expect(JSON.parse((await world().run('runs', 'show', id, '--format', 'json')).answer)).toMatchObject({
      schema: 'counterpart.run/v1',
      run: { id },
    });
    expect((await world().run('runs', 'failures', id, '--format', 'csv')).answer).toBe('legacy id,code,why,at\r\n');
    const queued = await world().run('runs', 'list', '--state', 'queued', 'running', '--format', 'ndjson');
    expect(queued).toMatchObject({ exitCode: 0, answer: '' });
  });
});
