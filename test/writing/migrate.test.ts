import { randomUUID } from 'node:crypto';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import {
  carryOut,
  codesOf,
  confirmed,
  countLedger,
  figuresOf,
  findRecord,
  mutate,
  onlyChange,
  preview,
} from './mutations';
import { newIdOf } from './world-new';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const BY_TECHNICIAN = { mapping: 'teamCommunications', legacyId: '22' };

/** The row that note 21 becomes, to the last column. */
const rowOf21 = (id: string) => ({
  id,
  legacy_record_id: '21',
  author_id: newIdOf('profiles', '2'),
  team_id: newIdOf('teams', '7'),
  body: 'first missing',
  communication_type: 'production_note',
  created_at: '2021-05-05 10:00:00.000001+00',
  approval_required: 'false',
  is_broadcast: 'false',
  triggers_workflow: 'false',
  ...Object.fromEntries(
    [
      'approved_at',
      'approved_by',
      'department',
      'order_id',
      'project_id',
      'subject',
      'task_id',
      'visibility',
      'workflow_action',
    ].map((name) => [name, null]),
  ),
});

describeEachEngine('migrating a record', (engine) => {
  const world = useWorld(engine);

  test('a dry run shows the exact row and writes nothing at all', async () => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const { plan, changes, record, fingerprint, replayed, userErrors } = await preview(world(), 'migrateRecord', NOTE);
    expect({ changes, replayed, userErrors }).toEqual({ changes: [], replayed: false, userErrors: [] });
    expect(plan).toHaveLength(1);
    const newId = plan[0]?.newId ?? '';
    expect(plan[0]).toMatchObject({
      ...NOTE,
      table: 'team_communications',
      kind: 'INSERT',
      before: null,
      after: rowOf21(newId),
    });
    const shown = Object.entries(rowOf21(newId)).filter(([, after]) => after !== null);
    expect(new Map(plan[0]?.columns.map((column) => [column.name, column.after]))).toEqual(new Map(shown));
    expect(record).toMatchObject({ verdict: 'MISSING', fingerprint, newId: null });
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('a dry run may be repeated and shows the same row each time', async () => {
    const first = await preview(world(), 'migrateRecord', NOTE);
    expect(await preview(world(), 'migrateRecord', NOTE)).toEqual(first);
  });

  test('the row that was previewed is the row that is written', async () => {
    const { plan } = await preview(world(), 'migrateRecord', NOTE);
    const before = await world().snapshot();
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    expect(applied.plan).toEqual(plan);
    const [row] = await world().rows<{ image: object }>(
      'SELECT to_jsonb(t) AS image FROM team_communications t WHERE legacy_record_id = 21',
    );
    expect(row?.image).toMatchObject({
      id: plan[0]?.newId,
      body: 'first missing',
      created_at: '2021-05-05T10:00:00.000001+00:00',
    });
    const after = await world().snapshot();
    expect(after['public.team_communications']).toHaveLength((before['public.team_communications']?.length ?? 0) + 1);
    expect({ ...after, 'public.team_communications': [] }).toEqual({ ...before, 'public.team_communications': [] });
  });

  test('applying makes the pair MATCHED, moves the figures and closes the discrepancy', async () => {
    const before = await figuresOf(world(), 'teamCommunications');
    expect((await findRecord(world(), 'teamCommunications', '21'))?.discrepancy?.state).toBe('OPEN');
    const { record, userErrors } = await carryOut(world(), 'migrateRecord', NOTE);
    expect(userErrors).toEqual([]);
    expect(record).toMatchObject({ verdict: 'MATCHED', discrepancy: { state: 'CLOSED' } });
    expect(await figuresOf(world(), 'teamCommunications')).toEqual({
      ...before,
      matched: before.matched + 1,
      missing: before.missing - 1,
    });
  });

  test('applying leaves one change and one audit entry, and the chain is whole', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
    const [change] = await world().rows(
      'SELECT id::text, actor, reason, mutation, kind, legacy_id, before FROM counterpart.change',
    );
    const expected = {
      actor: 'tester',
      reason: 'ticket 4711',
      mutation: 'migrateRecord',
      kind: 'INSERT',
      legacy_id: '21',
      before: null,
    };
    expect(change).toEqual({ id: onlyChange(applied), ...expected });
  });

  test('the same key and request again answers the same and changes nothing', async () => {
    const { fingerprint } = await preview(world(), 'migrateRecord', NOTE);
    const input = confirmed(NOTE, fingerprint);
    const first = await mutate(world(), 'migrateRecord', input);
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const again = await mutate(world(), 'migrateRecord', input);
    expect(again).toEqual({ ...first, replayed: true });
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('another key for a record that is there already is ALREADY_IN_SYNC', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    const before = await world().snapshot();
    const again = await mutate(world(), 'migrateRecord', confirmed(NOTE, applied.fingerprint));
    expect(codesOf(again)).toEqual(['ALREADY_IN_SYNC']);
    expect(again.changes).toEqual([]);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 1, entries: 1 });
  });

  test('the same key with another request is IDEMPOTENCY_KEY_REUSED', async () => {
    const key = randomUUID();
    const { fingerprint } = await preview(world(), 'migrateRecord', NOTE);
    await mutate(world(), 'migrateRecord', confirmed(NOTE, fingerprint, key));
    const other = { ...NOTE, legacyId: '29' };
    const next = await preview(world(), 'migrateRecord', other);
    const before = await world().snapshot();
    const refused = await mutate(world(), 'migrateRecord', confirmed(other, next.fingerprint, key));
    expect(codesOf(refused)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    const otherReason = { ...confirmed(NOTE, fingerprint, key), reason: 'another one' };
    expect(codesOf(await mutate(world(), 'migrateRecord', otherReason))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(await world().snapshot()).toEqual(before);
  });

  test('the same key of another mutation is a key of its own', async () => {
    const key = randomUUID();
    const { fingerprint } = await preview(world(), 'migrateRecord', NOTE);
    const applied = await mutate(world(), 'migrateRecord', confirmed(NOTE, fingerprint, key));
    const plan = await preview(world(), 'revertChange', { changeId: onlyChange(applied) });
    const reverted = await mutate(
      world(),
      'revertChange',
      confirmed({ changeId: onlyChange(applied) }, plan.fingerprint, key),
    );
    expect(reverted).toMatchObject({ replayed: false, userErrors: [], record: { verdict: 'MISSING' } });
  });

  test('a business refusal is stored and replayed, and a new key is judged anew', async () => {
    const key = randomUUID();
    const fingerprint = (await findRecord(world(), 'teamCommunications', '22'))?.fingerprint ?? '';
    const refused = await mutate(world(), 'migrateRecord', confirmed(BY_TECHNICIAN, fingerprint, key));
    expect(refused).toMatchObject({
      replayed: false,
      changes: [],
      userErrors: [{ code: 'PARENT_NOT_ELIGIBLE', field: 'authorId', retryable: false }],
    });
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys: 1 });
    await world().rows(`UPDATE profiles SET profile_type = 'doctor' WHERE legacy_user_id = 4`);
    const again = await mutate(world(), 'migrateRecord', confirmed(BY_TECHNICIAN, fingerprint, key));
    expect(again).toMatchObject({ replayed: true, changes: [], userErrors: refused.userErrors });
    expect((await carryOut(world(), 'migrateRecord', BY_TECHNICIAN)).record?.verdict).toBe('MATCHED');
  });

  test.each([
    ['20', 'ALREADY_IN_SYNC'],
    ['25', 'NOT_APPLICABLE'],
    ['28', 'NOT_APPLICABLE'],
    ['4711', 'NOT_FOUND'],
  ])('note %s, which is not missing, is refused with %s', async (legacyId, code) => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    expect(codesOf(await preview(world(), 'migrateRecord', { ...NOTE, legacyId }))).toEqual([code]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });
});
