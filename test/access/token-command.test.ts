import { type Ended, useCommandWorld } from '../commands/command-world';
import { askAs, askViewer } from './signed-server';

const world = useCommandWorld();

const TOKEN = /^cpt_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/;
const CREATE = ['token', 'create', '--owner', 'maria.lopez', '--name', 'nightly job'];

const rows = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => world().sides.new.query(sql, parameters);

const create = (...more: readonly string[]): Promise<Ended> => world().run(...CREATE, '--role', 'AUTOMATION', ...more);

interface Listed {
  readonly id: string;
  readonly owner: string;
  readonly lastFour: string;
  readonly roles: readonly string[];
  readonly systems: readonly string[] | null;
  readonly createdBy: string;
  readonly expiresAt: string;
  readonly isValid: boolean;
}

const list = async (): Promise<readonly Listed[]> => {
  const { answer } = await world().run('token', 'list', '--format', 'json');
  return (JSON.parse(answer) as { tokens: readonly Listed[] }).tokens;
};

const daysUntil = (at: string | undefined): number => Math.round((Date.parse(at ?? '') - Date.now()) / 86_400_000);

describe('counterpart token', () => {
  test('create prints the token alone, and says the rest beside it; list shows it without its text', async () => {
    const { exitCode, answer, notes } = await create(
      '--role',
      'viewer',
      '--system',
      'Payment Processing',
      '--days',
      '7',
    );
    const text = answer.trim();
    expect([exitCode, text]).toEqual([0, expect.stringMatching(TOKEN)]);
    expect(notes).toMatch(/of maria\.lopez: AUTOMATION, VIEWER in Payment Processing, until 20.*shown this once/);
    expect(notes).not.toContain('cpt_');
    const [token] = await list();
    expect(token).toMatchObject({
      owner: 'maria.lopez',
      name: 'nightly job',
      lastFour: text.slice(43, 47),
      roles: ['AUTOMATION', 'VIEWER'],
      systems: ['Payment Processing'],
      createdBy: 'maria',
      isValid: true,
    });
    expect(daysUntil(token?.expiresAt)).toBe(7);
    expect(JSON.stringify(token)).not.toContain(text.slice(4, 20));
    const table = await world().run('token', 'list');
    expect(table.answer).toContain('maria.lopez');
  });

  test('create gives it 90 days and all systems', async () => {
    await create();
    const [token] = await list();
    expect([daysUntil(token?.expiresAt), token?.systems]).toEqual([90, null]);
  });

  test('revoke is told who did it, and again changes nothing', async () => {
    await create();
    const [token] = await list();
    const id = token?.id ?? '';
    const first = await world().runWith({ COUNTERPART_OPERATOR: 'sue' }, 'token', 'revoke', id, '--reason', 'left');
    expect([first.exitCode, first.notes]).toEqual([0, expect.stringMatching(/is revoked since 20.*, by sue\./)]);
    const again = await world().run('token', 'revoke', id);
    expect([again.exitCode, again.notes]).toEqual([0, first.notes]);
    expect((await list()).find((candidate) => candidate.id === id)?.isValid).toBe(false);
    const entries = await rows<{ payload: string }>(
      `SELECT payload FROM counterpart.audit_entry WHERE payload::jsonb->'token'->>'id' = $1 ORDER BY sequence`,
      [id],
    );
    expect(entries.map(({ payload }) => JSON.parse(payload) as object)).toMatchObject([
      { actor: 'maria', action: 'createToken' },
      { actor: 'sue', action: 'revokeToken', reason: 'left' },
    ]);
    expect((await world().run('audit', 'verify')).exitCode).toBe(0);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no role', CREATE, /--role/],
    ['no owner', ['token', 'create', '--name', 'x', '--role', 'VIEWER'], /--owner/],
    ['a role that is none', [...CREATE, '--role', 'OWNER'], /one of VIEWER, ANALYST/],
    ['a system that is none', [...CREATE, '--role', 'VIEWER', '--system', 'Payments'], /Payment Processing/],
    ['too many days', [...CREATE, '--role', 'VIEWER', '--days', '366'], /from 1 to 365/],
    ['no days', [...CREATE, '--role', 'VIEWER', '--days', '0'], /from 1 to 365/],
    ['an owner in two lines', ['token', 'create', '--owner', 'a\nb', '--name', 'x', '--role', 'VIEWER'], /one line/],
    ['an id that is none', ['token', 'revoke', 'cpt_secret'], /is a UUID/],
    ['an id of no token', ['token', 'revoke', '00000000-0000-4000-8000-000000000000'], /no such token/],
  ])('%s is refused', async (_, command, message) => {
    const { exitCode, answer, notes } = await world().run(...command);
    expect([exitCode, answer]).toEqual([2, '']);
    expect(notes).toMatch(message);
    expect(notes).not.toContain('cpt_secret');
  });
});

describe('counterpart serve', () => {
  test('tells how to make the first token, and lets in who has it', async () => {
    await rows('DELETE FROM counterpart.api_token');
    // What the greeting uses is nothing that the service itself reads.
    const unread = { COUNTERPART_TOKEN: 'of somebody', COUNTERPART_TOKEN_FILE: '/nowhere' };
    const server = world().start(['serve'], { PORT: '0', RUN_LANES: '0', ...unread });
    await server.says(/counterpart token create --owner/);
    const [url = ''] = /http:\S+\/graphql/.exec(server.answer) ?? [];
    expect(server.answer).toContain('authorization: Bearer $COUNTERPART_TOKEN');
    expect((await askViewer(url)).code).toBe('UNAUTHENTICATED');
    const text = (await create()).answer.trim();
    expect((await askAs(url, text)).viewer).toMatchObject({ name: 'maria.lopez', roles: ['AUTOMATION'] });
    server.signal('SIGTERM');
    expect((await server.ended()).exitCode).toBe(0);
  });

  test('at an address that this machine does not have ends with what to do', async () => {
    const { exitCode, notes } = await world().runWith({ HOST: '192.0.2.1', PORT: '0', RUN_LANES: '0' }, 'serve');
    expect([exitCode, notes]).toEqual([78, expect.stringContaining('HOST is no address of this machine')]);
  });
});
