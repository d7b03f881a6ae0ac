import { readConfig } from '../../src/config';
import type { Environment } from '../../src/config/values';
import { MOST_ATTEMPTS } from '../../src/webhooks/back-off';
import { useCommandWorld } from '../commands/command-world';
import { engines } from '../support/servers';
import { until } from '../support/until';
import { accept, Receiver } from './receiver';

const group = engines.includes('mysql') ? describe : describe.skip;

group('F27: programs that send webhooks', () => {
  const world = useCommandWorld();
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await Receiver.open();
  });
  afterAll(() => receiver.stop());
  const variables = (): Record<string, string> => ({
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRET: receiver.secret,
    WEBHOOK_ALLOW_PRIVATE: 'true',
  });
  const startWorker = async () => {
    const worker = world().start(['worker'], variables());
    await worker.says(/Working on runs/);
    return worker;
  };
  const ask = (sql: string): Promise<{ state: string }[]> => world().sides.new.query(sql);

  test('a command writes, a worker sends; killed before it knew the answer, another one sends the same id', async () => {
    const first = await startWorker();
    await until('it listens', async () => (await ask('SELECT 1 FROM counterpart.webhook')).length > 0);
    receiver.answering = () => undefined;
    expect((await world().run('compare', 'categories')).exitCode).toBe(1);
    const [taken] = await receiver.has(1);
    first.signal('SIGKILL');
    await first.ended();
    expect(await ask(`SELECT DISTINCT state FROM counterpart.outbox`)).toEqual([{ state: 'PENDING' }]);
    receiver.answering = accept;
    // The lease of the one that died would be waited for otherwise.
    await ask('UPDATE counterpart.outbox SET next_attempt_at = clock_timestamp()');
    const second = await startWorker();
    await until(
      'all are sent',
      async () => (await ask(`SELECT FROM counterpart.outbox WHERE state = 'PENDING'`)).length === 0,
    );
    second.signal('SIGTERM');
    await second.ended();
    const again = receiver.received.filter(({ id }) => id === taken?.id);
    expect(again.map(({ body }) => body)).toEqual([taken?.body, taken?.body]);
    const types = new Set(receiver.received.map(({ event }) => event.type));
    expect([...types].sort()).toEqual(['discrepancy.opened', 'run.finished']);
    expect(`${first.notes}${second.notes}`).not.toContain(receiver.url);
  });

  test('the command line shows what was given up, and sends it again', async () => {
    await ask(
      `UPDATE counterpart.outbox SET state = 'DEAD', attempts = ${MOST_ATTEMPTS}, last_problem = 'the receiver answered 500'
       WHERE id = (SELECT min(id) FROM counterpart.outbox)`,
    );
    const { answer } = await world().run('webhooks', 'list', '--dead', '--format', 'json');
    const { events } = JSON.parse(answer) as { events: { id: string; problem: string }[] };
    expect(events).toMatchObject([
      { type: 'discrepancy.opened', state: 'DEAD', problem: 'the receiver answered 500', nextAttemptAt: null },
    ]);
    const resent = await world().run('webhooks', 'resend', events[0]?.id ?? '');
    expect(resent).toMatchObject({ exitCode: 0 });
    expect(await ask('SELECT state FROM counterpart.outbox ORDER BY id LIMIT 1')).toEqual([{ state: 'PENDING' }]);
    expect((await world().run('webhooks', 'resend', '00000000-0000-0000-0000-000000000000')).exitCode).toBe(2);
  });
});

describe('the settings of webhooks', () => {
  const SECRET = `whsec_${Buffer.alloc(32, 'x').toString('base64')}`;
  const URL = 'https://hooks.example.com/counterpart';
  const read = (environment: Environment) =>
    readConfig({ demo: true, environment: { COUNTERPART_OPERATOR: 'maria', ...environment } }).webhook;

  test('none are needed', () => expect(read({})).toBeNull());

  test('an address and a secret are enough', () => {
    expect(read({ WEBHOOK_URL: URL, WEBHOOK_SECRET: SECRET })).toEqual({
      url: URL,
      secret: SECRET,
      allowPrivate: false,
    });
  });

  test.each([
    ['a secret alone', { WEBHOOK_SECRET: SECRET }, /WEBHOOK_URL is not set, although WEBHOOK_SECRET is/],
    ['an address alone', { WEBHOOK_URL: URL }, /WEBHOOK_SECRET is not set: events are never sent unsigned/],
    [
      'a secret of another form',
      { WEBHOOK_URL: URL, WEBHOOK_SECRET: 'hunter2' },
      /WEBHOOK_SECRET is no key of 24 to 64/,
    ],
    ['a short secret', { WEBHOOK_URL: URL, WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, /WEBHOOK_SECRET is no key/],
    ['no encryption', { WEBHOOK_URL: 'http://hooks.example.com', WEBHOOK_SECRET: SECRET }, /must start with https/],
    ['a password', { WEBHOOK_URL: 'https://a:b@hooks.example.com', WEBHOOK_SECRET: SECRET }, /must not have a user/],
    ['no address', { WEBHOOK_URL: 'hooks', WEBHOOK_SECRET: SECRET }, /cannot be read as an address/],
    ['I07: this machine', { WEBHOOK_URL: 'https://localhost/x', WEBHOOK_SECRET: SECRET }, /leads into the own network/],
    [
      'I07: metadata',
      { WEBHOOK_URL: 'https://169.254.169.254/', WEBHOOK_SECRET: SECRET },
      /leads into the own network/,
    ],
    ['I07: IPv6', { WEBHOOK_URL: 'https://[::ffff:10.0.0.1]/', WEBHOOK_SECRET: SECRET }, /leads into the own network/],
  ])('%s is refused, and not repeated', (_, environment: Environment, message) => {
    expect(() => read(environment)).toThrow(message);
    expect(() => read(environment)).not.toThrow(/hunter2|169\.254|a:b/);
  });

  test('a receiver in the own network is allowed when somebody says so', () => {
    const settings = { WEBHOOK_URL: 'http://10.0.0.7:8080/', WEBHOOK_SECRET: SECRET, WEBHOOK_ALLOW_PRIVATE: 'true' };
    expect(read(settings)).toMatchObject({ allowPrivate: true });
  });
});
