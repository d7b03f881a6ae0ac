import { engines } from '../support/servers';
import { type Ended, idOf, LEGACY_DOWN, useCommandWorld } from './command-world';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

group('while the legacy side is down', () => {
  const world = useCommandWorld();
  const run = (...command: readonly string[]): Promise<Ended> => world().runWith(LEGACY_DOWN, ...command);
  let id = '';

  beforeAll(async () => {
    await world().run('compare', 'categories');
    id = (await world().run('compare', 'categories', '--detach')).answer.trimEnd();
  });

  test.each([
    ['audit', 'verify'],
    ['audit', 'export'],
    ['ledger', 'migrate'],
    ['ledger', 'migrate', '--check'],
    ['runs', 'list'],
  ])('%s %s goes on', async (...command) => {
    expect(await run(...command)).toMatchObject({ exitCode: 0, notes: '' });
  });

  test('a run can be looked at and ended', async () => {
    for (const command of ['show', 'failures', 'pause'])
      expect(await run('runs', command, id)).toMatchObject({ exitCode: 0, notes: '' });
    // It would be worked on here, which cannot be: nothing is asked of it.
    const resumed = await run('runs', 'resume', id, '--wait');
    expect(resumed).toMatchObject({ exitCode: 3, notes: expect.stringContaining('The legacy database') as string });
    expect((await run('runs', 'show', id)).answer).toContain('PAUSED');
    const cancelled = await run('runs', 'cancel', id, '--format', 'json');
    expect([cancelled.exitCode, idOf(cancelled)]).toEqual([0, id]);
  });

  test('what reads it says so', async () => {
    for (const command of ['compare', 'report'])
      expect(await run(command)).toMatchObject({
        exitCode: 3,
        notes: expect.stringContaining('The legacy database cannot be opened') as string,
      });
  });
});
