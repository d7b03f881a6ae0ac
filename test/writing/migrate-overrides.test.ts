import { describeEachEngine } from '../support/servers';
import { useWorld, type World } from '../support/world';
import { carryOut, codesOf, findRecord, preview } from './mutations';
import { invented, newIdOf } from './world-new';

const BY_TECHNICIAN = { mapping: 'teamCommunications', legacyId: '22' };
const by = (override: object) => ({ ...BY_TECHNICIAN, overrides: [{ field: 'authorId', ...override }] });

async function authorOf(world: World, legacyId: string): Promise<string | undefined> {
  const [row] = await world.rows<{ author_id: string }>(
    'SELECT author_id FROM team_communications WHERE legacy_record_id = $1',
    [legacyId],
  );
  return row?.author_id;
}

async function fieldOf(world: World, legacyId: string, field: string) {
  const record = await findRecord(world, 'teamCommunications', legacyId);
  const found = record?.fields.find((candidate) => candidate.field === field);
  return { verdict: record?.verdict, state: found?.state, expected: found?.expectedValue };
}

describeEachEngine('migrating a record with a substitute', (engine) => {
  const world = useWorld(engine);

  test.each([
    ['its legacy id', { legacyId: '1' }, newIdOf('profiles', '1')],
    ['the id of its row', { value: newIdOf('profiles', '2') }, newIdOf('profiles', '2')],
    [
      'the id of a row that the legacy side does not know',
      { value: invented('native profile') },
      invented('native profile'),
    ],
  ])('an author named by %s is written', async (_, override, author) => {
    const applied = await carryOut(world(), 'migrateRecord', by(override));
    expect(applied.record?.verdict).toBe('MATCHED');
    expect(await authorOf(world(), '22')).toBe(author);
  });

  test.each([
    ['a technician', { legacyId: '4' }, 'PARENT_NOT_ELIGIBLE'],
    ['a patient', { value: newIdOf('profiles', '8') }, 'PARENT_NOT_ELIGIBLE'],
    ['somebody without a profile', { legacyId: '6' }, 'PARENT_MISSING'],
    ['a row that does not exist', { value: invented('nobody') }, 'PARENT_MISSING'],
  ])('%s as substitute is refused', async (_, override, code) => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const refused = await preview(world(), 'migrateRecord', by(override));
    expect(refused.userErrors).toMatchObject([{ code, field: 'authorId', retryable: false }]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('a code without a label can be given its value', async () => {
    const operation = { mapping: 'paymentOperations', legacyId: '7006' };
    expect(codesOf(await preview(world(), 'migrateRecord', operation))).toEqual(['RULE_NOT_SATISFIED']);
    const applied = await carryOut(world(), 'migrateRecord', {
      ...operation,
      overrides: [{ field: 'operationType', value: 'refund' }],
    });
    expect(applied.record?.verdict).toBe('MATCHED');
    expect(applied.record?.fields.find((field) => field.field === 'operationType')).toMatchObject({
      state: 'DECIDED',
      actualValue: 'refund',
    });
  });

  test('a substitute is remembered as a decision, which later comparisons honour', async () => {
    await carryOut(world(), 'migrateRecord', by({ legacyId: '1' }));
    const decided = { verdict: 'MATCHED', state: 'DECIDED', expected: newIdOf('profiles', '1') };
    expect(await fieldOf(world(), '22', 'authorId')).toEqual(decided);
    const { service } = world();
    const summary = await service.comparison.compareMapping(service.mapping('teamCommunications'));
    expect(summary.verdicts).toMatchObject({ MATCHED: 3, BLOCKED: 3 });
  });

  test('a decision is about its field alone: another field may still differ', async () => {
    await carryOut(world(), 'migrateRecord', by({ legacyId: '1' }));
    await world().legacy.query(`UPDATE dispatch_note SET created_at = '2021-05-05 10:00:00.000002' WHERE id = 22`);
    expect(await fieldOf(world(), '22', 'authorId')).toMatchObject({ verdict: 'DIFFERENT', state: 'DECIDED' });
    expect(await fieldOf(world(), '22', 'createdAt')).toMatchObject({ state: 'DIFFERENT' });
  });

  test('a decision lapses when the legacy value that it was taken on changes', async () => {
    await carryOut(world(), 'migrateRecord', by({ legacyId: '1' }));
    await world().legacy.query('UPDATE dispatch_note SET author_id = 2 WHERE id = 22');
    const lapsed = { verdict: 'DIFFERENT', state: 'DIFFERENT', expected: newIdOf('profiles', '2') };
    expect(await fieldOf(world(), '22', 'authorId')).toEqual(lapsed);
    await world().legacy.query('UPDATE dispatch_note SET author_id = 4 WHERE id = 22');
    expect(await fieldOf(world(), '22', 'authorId')).toMatchObject({ verdict: 'MATCHED', state: 'DECIDED' });
  });

  test('somebody who overwrites the decided value makes a difference', async () => {
    await carryOut(world(), 'migrateRecord', by({ legacyId: '1' }));
    await world().rows('UPDATE team_communications SET author_id = $1 WHERE legacy_record_id = 22', [
      newIdOf('profiles', '3'),
    ]);
    expect(await fieldOf(world(), '22', 'authorId')).toEqual({
      verdict: 'DIFFERENT',
      state: 'DIFFERENT',
      expected: newIdOf('profiles', '1'),
    });
  });
});
