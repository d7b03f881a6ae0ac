import { describeEachEngine } from '../support/servers';
import { useWorld, type World } from '../support/world';
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
} from './mutations';
import { invented, newIdOf } from './world-new';

const TEMPLATE = { mapping: 'templates', legacyId: '302' };
const settle = (...resolutions: readonly object[]) => ({ ...TEMPLATE, resolutions });
const all = (take: string) =>
  settle(...['name', 'estimatedDurationMinutes', 'actionName'].map((field) => ({ field, take })));

async function templateOf(world: World): Promise<unknown> {
  const [row] = await world.rows(
    'SELECT name, action_name, estimated_duration_minutes FROM templates WHERE legacy_template_id = 302',
  );
  return row;
}

async function stateOf(world: World, field: string): Promise<string | undefined> {
  const record = await findRecord(world, 'templates', '302');
  return record?.fields.find((candidate) => candidate.field === field)?.state;
}

describeEachEngine('settling differences', (engine) => {
  const world = useWorld(engine);
  const LEGACY = { name: 'Polish', action_name: 'act', estimated_duration_minutes: 8 };
  const NEW = { name: 'Old polish', action_name: null, estimated_duration_minutes: 480 };

  test('a dry run shows the columns that change, before and after, and writes nothing', async () => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const { plan } = await preview(world(), 'reconcileRecord', all('LEGACY'));
    expect(plan).toMatchObject([{ kind: 'UPDATE', table: 'templates', newId: newIdOf('templates', '302') }]);
    expect(new Map(plan[0]?.columns.map(({ name, ...values }) => [name, values]))).toEqual(
      new Map([
        ['name', { before: 'Old polish', after: 'Polish' }],
        ['action_name', { before: null, after: 'act' }],
        ['estimated_duration_minutes', { before: '480', after: '8' }],
      ]),
    );
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test('LEGACY writes what the rules give, and nothing else', async () => {
    const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'templates') };
    const applied = await carryOut(world(), 'reconcileRecord', all('LEGACY'));
    expect(applied.record).toMatchObject({ verdict: 'MATCHED', discrepancy: { state: 'CLOSED' } });
    expect(await templateOf(world())).toEqual(LEGACY);
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
    const { figures } = before;
    expect(await figuresOf(world(), 'templates')).toEqual({
      ...figures,
      matched: figures.matched + 1,
      different: figures.different - 1,
    });
    await revert(world(), onlyChange(applied));
    expect({ tables: await world().snapshot(), figures: await figuresOf(world(), 'templates') }).toEqual(before);
  });

  test('NEW keeps what is there, remembers it as a decision, and the record matches', async () => {
    const before = await world().snapshot();
    const applied = await carryOut(world(), 'reconcileRecord', all('NEW'));
    expect(applied.record).toMatchObject({ verdict: 'MATCHED', discrepancy: { state: 'CLOSED' } });
    expect(await world().snapshot()).toEqual(before);
    expect(await templateOf(world())).toEqual(NEW);
    expect(await stateOf(world(), 'name')).toBe('DECIDED');
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
  });

  test('VALUE writes the value and remembers it as a decision', async () => {
    const third = settle(
      { field: 'name', take: 'VALUE', value: 'Third name' },
      { field: 'actionName', take: 'VALUE', value: null },
      { field: 'estimatedDurationMinutes', take: 'VALUE', value: '60' },
    );
    const applied = await carryOut(world(), 'reconcileRecord', third);
    expect(applied.record?.verdict).toBe('MATCHED');
    expect(await templateOf(world())).toEqual({
      name: 'Third name',
      action_name: null,
      estimated_duration_minutes: 60,
    });
    expect(await stateOf(world(), 'estimatedDurationMinutes')).toBe('DECIDED');
  });

  test('what is not named stays different', async () => {
    const applied = await carryOut(world(), 'reconcileRecord', settle({ field: 'name', take: 'LEGACY' }));
    expect(applied.record).toMatchObject({ verdict: 'DIFFERENT', discrepancy: { state: 'OPEN' } });
    expect(await templateOf(world())).toEqual({ ...NEW, name: 'Polish' });
  });

  test('a decision lapses when the legacy value changes', async () => {
    await carryOut(world(), 'reconcileRecord', all('NEW'));
    await world().legacy.query(`UPDATE dispatch_template SET task_name = 'Polish more' WHERE id = 302`);
    expect(await stateOf(world(), 'name')).toBe('DIFFERENT');
    expect(await stateOf(world(), 'actionName')).toBe('DECIDED');
  });

  test('a reference is settled by the legacy id of the parent', async () => {
    await world().rows('UPDATE templates SET category_id = NULL WHERE legacy_template_id = 302');
    const applied = await carryOut(
      world(),
      'reconcileRecord',
      settle({ field: 'categoryId', take: 'VALUE', legacyId: '401' }),
    );
    expect(applied.plan[0]?.columns).toEqual([
      { name: 'category_id', before: null, after: newIdOf('categories', '401') },
    ]);
    expect(await stateOf(world(), 'categoryId')).toBe('DECIDED');
  });
});

describe('decisions and what they may be about', () => {
  const world = useWorld('postgres');

  test('taking LEGACY later ends the decision', async () => {
    await carryOut(world(), 'reconcileRecord', all('NEW'));
    const back = await carryOut(world(), 'reconcileRecord', settle({ field: 'name', take: 'LEGACY' }));
    expect(back.record?.verdict).toBe('MATCHED');
    expect(await stateOf(world(), 'name')).toBe('EQUAL');
    expect(await stateOf(world(), 'actionName')).toBe('DECIDED');
    expect(await templateOf(world())).toMatchObject({ name: 'Polish' });
  });

  test('reverting that brings the decision and the value back', async () => {
    const decided = await carryOut(world(), 'reconcileRecord', all('NEW'));
    const before = await world().snapshot();
    const back = await carryOut(world(), 'reconcileRecord', settle({ field: 'name', take: 'LEGACY' }));
    const reverted = await revert(world(), onlyChange(back));
    expect(reverted.record?.verdict).toBe('MATCHED');
    expect(await stateOf(world(), 'name')).toBe('DECIDED');
    expect(await world().snapshot()).toEqual(before);
    const undecided = await revert(world(), onlyChange(decided));
    expect(undecided.record).toMatchObject({ verdict: 'DIFFERENT', discrepancy: { state: 'OPEN' } });
    expect(await world().snapshot()).toEqual(before);
  });

  test('a later decision replaces an earlier one, and its revert brings the earlier one back', async () => {
    await carryOut(world(), 'reconcileRecord', settle({ field: 'name', take: 'VALUE', value: 'second' }));
    const third = await carryOut(world(), 'reconcileRecord', settle({ field: 'name', take: 'VALUE', value: 'third' }));
    expect(await templateOf(world())).toMatchObject({ name: 'third' });
    await revert(world(), onlyChange(third));
    expect(await templateOf(world())).toMatchObject({ name: 'second' });
    expect(await stateOf(world(), 'name')).toBe('DECIDED');
    const [standing] = await world().rows<{ n: number }>(
      'SELECT count(*)::integer AS n FROM counterpart.field_decision WHERE withdrawn_by_change IS NULL',
    );
    expect(standing?.n).toBe(1);
  });

  test('a wrong author of a communication is put right', async () => {
    await world().rows(
      `UPDATE team_communications SET author_id = '${newIdOf('profiles', '3')}' WHERE legacy_record_id = 20`,
    );
    const input = {
      mapping: 'teamCommunications',
      legacyId: '20',
      resolutions: [{ field: 'authorId', take: 'LEGACY' }],
    };
    const applied = await carryOut(world(), 'reconcileRecord', input);
    expect(applied.plan[0]?.columns).toEqual([
      { name: 'author_id', before: newIdOf('profiles', '3'), after: newIdOf('profiles', '1') },
    ]);
    expect(applied.record?.verdict).toBe('MATCHED');
  });

  test.each([
    ['a field that the mapping does not have', { field: 'noSuchField', take: 'LEGACY' }, 'INVALID_INPUT', 'field'],
    ['the key', { field: 'legacyTemplateId', take: 'VALUE', value: '1' }, 'INVALID_INPUT', 'legacyTemplateId'],
    ['a field without a rule', { field: 'updatedAt', take: 'NEW' }, 'INVALID_INPUT', 'updatedAt'],
    ['a field that is not different', { field: 'isActive', take: 'LEGACY' }, 'NOT_APPLICABLE', 'isActive'],
    [
      'a parent that does not exist',
      { field: 'categoryId', take: 'VALUE', value: invented('nothing') },
      'NOT_APPLICABLE',
      'categoryId',
    ],
    ['a value where none is allowed', { field: 'name', take: 'VALUE', value: null }, 'INVALID_INPUT', 'name'],
  ])('%s cannot be settled', async (_, resolution, code, field) => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    const refused = await preview(world(), 'reconcileRecord', settle(resolution));
    expect(refused.userErrors).toMatchObject([{ code, field, retryable: false }]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });

  test.each([
    ['templates', '301', 'ALREADY_IN_SYNC'],
    ['teamCommunications', '21', 'NOT_APPLICABLE'],
    ['doctorNotes', '27', 'NOT_APPLICABLE'],
    ['templates', '4711', 'NOT_FOUND'],
  ])('%s %s, which is not different, is refused with %s', async (mapping, legacyId, code) => {
    const input = {
      mapping,
      legacyId,
      resolutions: [{ field: mapping === 'templates' ? 'name' : 'authorId', take: 'LEGACY' }],
    };
    expect(codesOf(await preview(world(), 'reconcileRecord', input))).toEqual([code]);
  });

  test('the same key again changes nothing', async () => {
    const input = confirmed(all('LEGACY'), (await preview(world(), 'reconcileRecord', all('LEGACY'))).fingerprint);
    const first = await mutate(world(), 'reconcileRecord', input);
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    expect(await mutate(world(), 'reconcileRecord', input)).toEqual({ ...first, replayed: true });
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });
});
