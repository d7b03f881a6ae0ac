import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld, useWorld } from '../support/world';
import { carryOut, codesOf, confirmed, countLedger, figuresOf, findRecord, mutate, preview } from './mutations';

const communication = (legacyId: string) => ({ mapping: 'teamCommunications', legacyId, withParents: true });

describeEachEngine('migrating a record with its parents', (engine) => {
  const world = useWorld(engine);

  test('without being asked for, no parent is made', async () => {
    const refused = await preview(world(), 'migrateRecord', { ...communication('23'), withParents: false });
    expect(refused.userErrors).toMatchObject([{ code: 'PARENT_MISSING', field: 'authorId', retryable: false }]);
  });

  test('the missing author is made first, in the same transaction', async () => {
    const profiles = await figuresOf(world(), 'profiles');
    const applied = await carryOut(world(), 'migrateRecord', communication('23'));
    expect(applied.changes.map(({ mapping, kind, legacyId }) => [mapping, kind, legacyId])).toEqual([
      ['profiles', 'INSERT', '6'],
      ['teamCommunications', 'INSERT', '23'],
    ]);
    expect(applied.record?.verdict).toBe('MATCHED');
    expect(await countLedger(world())).toEqual({ changes: 2, entries: 1, keys: 1 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
    const transactions = await world().rows(
      'SELECT DISTINCT xmin::text FROM counterpart.change UNION SELECT xmin::text FROM profiles WHERE legacy_user_id = 6',
    );
    expect(transactions).toHaveLength(1);
    expect(await figuresOf(world(), 'profiles')).toEqual({
      ...profiles,
      matched: profiles.matched + 1,
      missing: profiles.missing - 1,
    });
  });

  test('a chain of parents is made from the top, and every record of it matches', async () => {
    const applied = await carryOut(world(), 'migrateRecord', {
      mapping: 'paymentOperations',
      legacyId: '7005',
      withParents: true,
    });
    const made: [string, string][] = [
      ['profiles', '10'],
      ['patients', '103'],
      ['orders', '1005'],
      ['payments', '5005'],
      ['paymentOperations', '7005'],
    ];
    expect(applied.changes.map(({ mapping, legacyId }) => [mapping, legacyId])).toEqual(made);
    const verdicts = await Promise.all(
      made.map(async ([mapping, id]) => [mapping, (await findRecord(world(), mapping, id))?.verdict]),
    );
    expect(verdicts).toEqual(made.map(([mapping]) => [mapping, 'MATCHED']));
  });

  test('a preview of parents writes nothing', async () => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const { plan } = await preview(world(), 'migrateRecord', communication('23'));
    expect(plan.map((write) => write.table)).toEqual(['profiles', 'team_communications']);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('a plan of which a parent changed since is stale', async () => {
    const { fingerprint } = await preview(world(), 'migrateRecord', communication('23'));
    await world().legacy.query(`UPDATE auth_user SET first_name = 'Friederike' WHERE id = 6`);
    const before = await world().snapshot();
    const refused = await mutate(world(), 'migrateRecord', confirmed(communication('23'), fingerprint));
    expect(codesOf(refused)).toEqual(['STALE_PLAN']);
    expect(await world().snapshot()).toEqual(before);
  });

  test.each([
    ['teamCommunications', '24', 'PARENT_NOT_ELIGIBLE', 'authorId', /profiles 7 would not be eligible/],
    [
      'teamCommunications',
      '26',
      'PARENT_MISSING',
      'authorId',
      /profiles 99 cannot be migrated: the legacy database has no such record/,
    ],
    ['payments', '5003', 'PARENT_MISSING', 'patientId', /patients 999 cannot be migrated/],
    ['payments', '5006', 'RULE_NOT_SATISFIED', 'orderId', /orderId/],
    ['templateProducts', '603', 'RULE_NOT_SATISFIED', 'courseType', /courseType|courseId/],
  ])('%s %s, whose parent cannot be made, is refused with %s', async (mapping, legacyId, code, field, message) => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const refused = await preview(world(), 'migrateRecord', { mapping, legacyId, withParents: true });
    expect(refused.userErrors).toMatchObject([{ code, field, retryable: false }]);
    expect(refused.userErrors[0]?.message).toMatch(message);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('a parent that was left out on purpose is not made', async () => {
    await world().legacy.query('UPDATE dispatch_payment SET instruction_id = 1006 WHERE id = 5004');
    const refused = await preview(world(), 'migrateRecord', {
      mapping: 'payments',
      legacyId: '5004',
      withParents: true,
    });
    expect(codesOf(refused)).toEqual(['PARENT_MISSING']);
    expect(refused.userErrors[0]?.message).toContain('left out');
  });
});

describe('migrating a record with its parents', () => {
  const world = useOwnWorld('postgres');

  test('when the record itself is refused, its parents are not kept either', async () => {
    await world().rows(`ALTER TABLE team_communications ADD CONSTRAINT short_body CHECK (length(body) < 5) NOT VALID`);
    const before = await world().snapshot();
    const { fingerprint } = await findRecord(world(), 'teamCommunications', '23').then((record) => ({
      fingerprint: record?.fingerprint ?? '',
    }));
    const refused = await mutate(world(), 'migrateRecord', confirmed(communication('23'), fingerprint));
    expect(refused.changes).toEqual([]);
    expect(refused.userErrors).toHaveLength(1);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 0, entries: 0 });
  });
});
