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
  revert,
  revertOf,
} from './mutations';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const PROFILE = { mapping: 'profiles', legacyId: '6' };

describeEachEngine('reverting a change', (engine) => {
  const world = useWorld(engine);
  const refusalOf = async (changeId: string): Promise<string> => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const { userErrors } = await preview(world(), 'revertChange', revertOf(changeId));
    expect(userErrors).toMatchObject([{ code: 'NOT_REVERTIBLE', retryable: false }]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
    return userErrors[0]?.message ?? '';
  };

  test('restores byte-identical tables and the figures, and opens the discrepancy again', async () => {
    const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'teamCommunications') };
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    const reverted = await revert(world(), onlyChange(applied));
    expect({ tables: await world().snapshot(), figures: await figuresOf(world(), 'teamCommunications') }).toEqual(
      before,
    );
    expect(reverted.record).toMatchObject({ verdict: 'MISSING', discrepancy: { state: 'OPEN' } });
    expect(reverted.changes).toMatchObject([{ kind: 'DELETE', reverts: onlyChange(applied), revertible: true }]);
    expect(await countLedger(world())).toEqual({ changes: 2, entries: 2, keys: 2 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 2, problem: null });
  });

  test('its preview shows the row that goes and writes nothing', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const { plan } = await preview(world(), 'revertChange', revertOf(onlyChange(applied)));
    expect(plan).toMatchObject([
      { kind: 'DELETE', table: 'team_communications', before: applied.plan[0]?.after, after: null },
    ]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('of a record made with its parents works from the last to the first', async () => {
    const before = await world().snapshot();
    const applied = await carryOut(world(), 'migrateRecord', {
      mapping: 'paymentOperations',
      legacyId: '7005',
      withParents: true,
    });
    for (const change of [...applied.changes].reverse()) await revert(world(), change.id);
    expect(await world().snapshot()).toEqual(before);
  });

  test('is refused when the row changed since, and names the columns', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    await world().rows(`UPDATE team_communications SET subject = 'about', body = 'edited' WHERE legacy_record_id = 21`);
    const message = await refusalOf(onlyChange(applied));
    expect(message).toContain('subject');
    expect(message).toContain('body');
    expect(message).not.toContain('edited');
    expect(message).not.toContain('created_at');
  });

  test('is refused when the row was removed since', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    await world().rows('DELETE FROM team_communications WHERE legacy_record_id = 21');
    expect(await refusalOf(onlyChange(applied))).toContain('removed');
  });

  test('is refused while other rows refer to the row, and works when they are gone', async () => {
    const before = await world().snapshot();
    const profile = await carryOut(world(), 'migrateRecord', PROFILE);
    const communication = await carryOut(world(), 'migrateRecord', { ...NOTE, legacyId: '23' });
    expect(await refusalOf(onlyChange(profile))).toContain('team_communications.author_id');
    await revert(world(), onlyChange(communication));
    await revert(world(), onlyChange(profile));
    expect(await world().snapshot()).toEqual(before);
  });

  test('is refused the second time', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    const reverted = await revert(world(), onlyChange(applied));
    expect(await refusalOf(onlyChange(applied))).toContain(`change ${onlyChange(reverted)}`);
  });

  test('can be reverted itself: the row comes back to the last byte, as a new change', async () => {
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    const there = await world().snapshot();
    const reverted = await revert(world(), onlyChange(applied));
    const again = await revert(world(), onlyChange(reverted));
    expect(await world().snapshot()).toEqual(there);
    expect(again).toMatchObject({
      record: { verdict: 'MATCHED' },
      changes: [{ kind: 'INSERT', reverts: onlyChange(reverted) }],
    });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 3, problem: null });
    expect(await refusalOf(onlyChange(reverted))).toContain('already taken back');
  });

  test('brings the decision of a substitute to an end', async () => {
    const input = { ...NOTE, legacyId: '22', overrides: [{ field: 'authorId', legacyId: '1' }] };
    const applied = await carryOut(world(), 'migrateRecord', input);
    const reverted = await revert(world(), onlyChange(applied));
    expect(reverted.record?.verdict).toBe('BLOCKED');
    const again = await revert(world(), onlyChange(reverted));
    expect(again.record?.verdict).toBe('MATCHED');
    expect(again.record?.fields.find((field) => field.field === 'authorId')?.state).toBe('DECIDED');
  });

  test('of a change that does not exist is NOT_FOUND', async () => {
    expect(codesOf(await preview(world(), 'revertChange', revertOf('4711')))).toEqual(['NOT_FOUND']);
  });

  test('asked for again with the same key changes nothing', async () => {
    const changeId = onlyChange(await carryOut(world(), 'migrateRecord', NOTE));
    const plan = await preview(world(), 'revertChange', revertOf(changeId));
    const input = confirmed(revertOf(changeId), plan.fingerprint);
    const first = await mutate(world(), 'revertChange', input);
    const before = await world().ledger();
    expect(await mutate(world(), 'revertChange', input)).toEqual({ ...first, replayed: true });
    expect(await world().ledger()).toEqual(before);
    expect((await findRecord(world(), 'teamCommunications', '21'))?.verdict).toBe('MISSING');
  });
});
