import { engines } from '../support/servers';
import { useCommandWorld } from './command-world';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

group('a reader that has read enough', () => {
  const world = useCommandWorld();

  beforeAll(async () => {
    await world().run('switch', 'stop', 'off', '--reason', 'to have an entry');
  });

  test.each([['audit', 'export'], ['webhooks', 'list'], ['runs', 'list'], ['describe', 'categories'], ['--help']])(
    'ends %s %s in silence, as SIGPIPE would',
    async (...command) => {
      const running = world().start(command);
      running.stopReading();
      expect(await running.ended()).toEqual({ exitCode: 141, answer: '', notes: '' });
    },
  );

  test('of what is said beside the answer does not end the work', async () => {
    const running = world().start(['compare', 'categories', '--format', 'json']);
    running.stopReading('stderr');
    const { exitCode, answer } = await running.ended();
    expect([exitCode, (JSON.parse(answer) as { exitCode: number }).exitCode]).toEqual([1, 1]);
  });
});
