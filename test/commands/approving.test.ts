import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { categories } from '../../reconciliation/mappings/categories';
import { Role } from '../../resolvers/access/role';
import { engines } from '../support/servers';
import { type Ended, idOf, LEGACY_DOWN, read, tokenOf, useCommandWorld } from './command-world';

// Each command is a process that loads the whole program, which takes a busy machine some seconds.
jest.setTimeout(180_000);

const group = engines.includes('mysql') ? describe : describe.skip;

group('counterpart runs approve', () => {
  const world = useCommandWorld();
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-approving-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  let id = '';

  beforeAll(async () => {
    await world().run('compare', 'categories');
    const limited = { RUN_APPROVAL_OVER: '1' };
    id = idOf(await world().runWith(limited, 'migrate', 'categories', '--reason', 'ticket 4711', '--format', 'json'));
  });

  const approve = (variables: Readonly<Record<string, string>>, reason = 'I say so'): Promise<Ended> =>
    world().runWith({ ...LEGACY_DOWN, ...variables }, 'runs', 'approve', id, '--reason', reason, '--format', 'json');

  const stateOf = (): Promise<{ state: string; approved_by: string | null }[]> =>
    world().sides.new.query('SELECT state, approved_by FROM counterpart.run WHERE id = $1::uuid', [id]);

  const entries = async (actor: string): Promise<object[]> => {
    const rows = await world().sides.new.query<{ payload: string }[]>(
      "SELECT payload FROM counterpart.audit_entry WHERE payload::jsonb->>'actor' = $1 ORDER BY sequence",
      [actor],
    );
    return rows.map(({ payload }) => JSON.parse(payload) as object);
  };

  test('7 for whoever just takes another name, with a sentence that says how to get a token', async () => {
    const ended = await approve({ COUNTERPART_OPERATOR: 'mallory' });
    expect(ended).toMatchObject({ exitCode: 7, answer: '' });
    expect(ended.notes).toMatch(/signs in.*COUNTERPART_TOKEN.*counterpart token create --owner/);
  });

  test('7 for a token that lets nobody in, which is never repeated', async () => {
    const token = await tokenOf(world(), 'vera', [Role.APPROVER]);
    await world().sides.new.query(
      "UPDATE counterpart.api_token SET revoked_at = clock_timestamp(), revoked_by = 'tester' WHERE owner = 'vera'",
    );
    for (const [text, why] of [
      [token, 'was revoked'],
      ['cpt_made-up', 'mistyped or cut off'],
    ] as const) {
      const ended = await approve({ COUNTERPART_TOKEN: text });
      expect(ended).toMatchObject({ exitCode: 7, notes: expect.stringContaining(why) as string });
      expect(ended.notes).not.toContain(text);
    }
  });

  test('6 without the role or the system, and the trail has who was denied', async () => {
    const viewer = await approve({ COUNTERPART_TOKEN: await tokenOf(world(), 'vic', [Role.VIEWER, Role.AUTOMATION]) });
    expect(viewer).toMatchObject({ exitCode: 6, notes: expect.stringContaining('role APPROVER') as string });
    const elsewhere = await approve({
      COUNTERPART_TOKEN: await tokenOf(world(), 'vic', [Role.APPROVER], ['Payment Processing']),
    });
    expect(elsewhere).toMatchObject({ exitCode: 6, notes: expect.stringContaining('of a system') as string });
    const denied = { action: 'approveRun', outcome: 'DENIED', codes: ['FORBIDDEN'], ids: { id } };
    expect(await entries('vic')).toMatchObject([denied, denied]);
  });

  test('6 for whoever asked, by whatever name they act', async () => {
    const token = await tokenOf(world(), 'maria', [Role.APPROVER]);
    const ended = await approve({ COUNTERPART_TOKEN: token, COUNTERPART_OPERATOR: 'juan' });
    expect(ended).toMatchObject({ exitCode: 6, notes: expect.stringContaining('SELF_APPROVAL') as string });
    expect((await entries('maria')).at(-1)).toMatchObject({ outcome: 'REFUSED', codes: ['SELF_APPROVAL'] });
    expect(await entries('juan')).toEqual([]);
  });

  test('2 without a reason, and 78 for a file that there is not', async () => {
    const token = await tokenOf(world(), 'juan', [Role.APPROVER]);
    expect((await approve({ COUNTERPART_TOKEN: token }, '')).exitCode).toBe(2);
    const nowhere = await approve({ COUNTERPART_TOKEN_FILE: join(folder, 'none') });
    expect(nowhere).toMatchObject({ exitCode: 78, notes: expect.stringContaining('COUNTERPART_TOKEN_FILE') as string });
    expect(await stateOf()).toEqual([{ state: 'PAUSED', approved_by: null }]);
  });

  test('the owner of a token in a file agrees, while the legacy side is down', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, `${await tokenOf(world(), 'rosa', [Role.APPROVER], [categories.system])}\n`);
    const ended = await approve({ COUNTERPART_TOKEN_FILE: file, COUNTERPART_OPERATOR: 'mallory' });
    expect(read(ended)).toMatchObject({ exitCode: 0, runs: [{ id, state: 'RUNNING', approvedBy: 'rosa' }] });
    expect((await entries('rosa')).at(-1)).toMatchObject({ action: 'approveRun', reason: 'I say so' });
    expect(await entries('mallory')).toEqual([]);
  });
});
