import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { type Asking, useCallers } from '../access/callers';
import { useWorld } from '../support/world';
import { list, names, remove, SAVE, save, saved, WHERE } from './saved-view-requests';

const world = useWorld('postgres');
const { as } = useCallers(world);

const somebody = (name: string, ...roles: readonly Role[]): Asking => as({ name, roles, systems: null });
const anna = (): Asking => somebody('anna', Role.ANALYST);
const vera = (): Asking => somebody('vera', Role.VIEWER);
const oscar = (): Asking => somebody('oscar', Role.ADMIN);

async function entries(): Promise<Record<string, unknown>[]> {
  const rows = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry ORDER BY sequence');
  expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
  return rows.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
}

describe('a view that is saved', () => {
  test('comes back as it was, and is a list of discrepancies', async () => {
    const view = await saved(anna(), { name: '  blocked notes ', where: WHERE, orderBy: 'NEWEST' });
    expect(view).toEqual({
      id: expect.any(String) as string,
      name: 'blocked notes',
      owner: 'anna',
      isShared: false,
      isOwn: true,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/) as string,
      where: WHERE,
      orderBy: 'NEWEST',
    });
    expect(await list(anna())).toEqual([view]);
    const { discrepancies } = await anna().ask<{ discrepancies: { nodes: object[] } }>(
      'query($where: DiscrepancyWhere) { discrepancies(first: 5, where: $where) { nodes { id } } }',
      { where: { ...WHERE, rootCause: null } },
    );
    expect(discrepancies.nodes.length).toBeGreaterThan(0);
  });

  test('without conditions is all that is open or waived, the oldest first', async () => {
    const none = { mapping: null, verdict: null, state: null, field: null, rootCause: null };
    for (const input of [
      { name: 'a' },
      { name: 'b', where: null },
      { name: 'c', where: {} },
      { name: 'd', where: none },
    ])
      expect(await saved(anna(), input)).toMatchObject({ where: none, orderBy: 'OLDEST' });
    expect(await saved(anna(), { name: 'e', where: { verdict: [], state: [] } })).toMatchObject({
      where: { ...none, verdict: [], state: [] },
    });
  });

  test('takes the place of the one that its owner called the same, however it was typed', async () => {
    const first = await saved(anna(), { name: 'M\u00fcller', isShared: true, where: WHERE });
    const second = await saved(anna(), { name: 'Mu\u0308ller ', orderBy: 'NEWEST' });
    expect(second).toMatchObject({ id: first.id, isShared: false, orderBy: 'NEWEST', where: { mapping: null } });
    expect(await list(anna())).toEqual([second]);
    expect((await saved(vera(), { name: 'M\u00fcller' })).id).not.toBe(first.id);
  });

  test('keeps nothing that names a record', async () => {
    for (const condition of [{ legacyId: '21' }, { text: 'Miller' }]) {
      const { errors } = await anna().request(SAVE, { input: { name: 'mine', where: condition } });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    for (const where of [{ field: 'Miller' }, { mapping: 'teams', field: 'authorId' }])
      expect(await save(anna(), { name: 'mine', where })).toMatchObject({
        view: null,
        userErrors: [{ code: 'INVALID_INPUT', field: 'field', retryable: false }],
      });
    const { errors } = await anna().request(SAVE, { input: { name: 'mine', where: { rootCause: 'Mr Miller' } } });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await list(anna())).toEqual([]);
  });

  test.each(['', '  ', 'x'.repeat(61), 'two\nlines', 'a\0b', 'a\u202eb', 'a\u2028b', 'a\u200bb', 'half \ud83d'])(
    'is not called %j',
    async (name) => {
      const { view, userErrors } = await save(anna(), { name });
      expect([view, userErrors]).toMatchObject([null, [{ code: 'INVALID_INPUT', field: 'name' }]]);
    },
  );

  test('may be called anything else, and stays text', async () => {
    for (const name of ['x', '\u{1f9b7}'.repeat(60), "'; DROP TABLE offices; --", '<b>Überfällig</b> 日本'])
      expect(await saved(anna(), { name })).toMatchObject({ name });
  });
});

describe('the audit trail', () => {
  test('tells which view was saved and removed, and by whom, and never what it is called', async () => {
    const { id } = await saved(anna(), { name: 'Mr Miller', isShared: true, where: WHERE });
    await remove(oscar(), id);
    const about = {
      mapping: 'teamCommunications',
      reason: '',
      changes: [],
      view: { id, owner: 'anna', isShared: true },
    };
    const kept = await entries();
    expect(kept).toMatchObject([
      { actor: 'anna', action: 'saveView', ...about },
      { actor: 'oscar', action: 'removeView', ...about },
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/Miller|authorId|BLOCKED/);
    expect(await oscar().ask('{ auditEntries(first: 1) { nodes { action mapping ids { kind id } } } }')).toEqual({
      auditEntries: { nodes: [{ action: 'removeView', mapping: 'teamCommunications', ids: [{ kind: 'view', id }] }] },
    });
  });

  test('tells of what was denied and refused', async () => {
    await vera().request(SAVE, { input: { name: 'Mr Miller', isShared: true } });
    await save(vera(), { name: 'Mr\nMiller' });
    const kept = await entries();
    expect(kept).toMatchObject([
      { action: 'saveView', outcome: 'DENIED', codes: ['FORBIDDEN'] },
      { action: 'saveView', outcome: 'REFUSED', codes: ['INVALID_INPUT'] },
    ]);
    expect(JSON.stringify(kept)).not.toContain('Miller');
  });

  test('a view that cannot be told of is not kept', async () => {
    await world().rows('ALTER TABLE counterpart.audit_head RENAME TO audit_head_away');
    try {
      await anna().request(SAVE, { input: { name: 'mine' } });
      expect(await names(anna())).toEqual([]);
    } finally {
      await world().rows('ALTER TABLE counterpart.audit_head_away RENAME TO audit_head');
    }
  });
});
