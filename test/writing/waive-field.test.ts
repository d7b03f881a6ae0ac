import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { carryOut, codesOf, confirmed, figuresOf, mutate, preview } from './mutations';
import { compare, instantIn, listed, passUntil, stateOf, waiversOf } from './waivers';

const TEMPLATE = { mapping: 'templates', legacyId: '302' };
const NOTE = { mapping: 'teamCommunications', legacyId: '28', field: 'body' };
/** All in which the template differs. */
const FIELDS = ['name', 'actionName', 'estimatedDurationMinutes'];

describeEachEngine('waiving a field', (engine) => {
  const world = useWorld(engine);

  const waiveAll = async (): Promise<void> => {
    for (const field of FIELDS) await carryOut(world(), 'waiveDiscrepancy', { ...TEMPLATE, field });
  };
  const templateState = () => stateOf(world(), 'templates', '302');

  test('covers the record once every field in which it differs is waived', async () => {
    const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'templates') };
    const states: (string | undefined)[] = [];
    for (const field of FIELDS) {
      const { record } = await carryOut(world(), 'waiveDiscrepancy', { ...TEMPLATE, field });
      states.push(record?.discrepancy?.state);
    }
    expect(states).toEqual(['OPEN', 'OPEN', 'WAIVED']);
    expect(await world().snapshot()).toEqual(before.tables);
    expect(await figuresOf(world(), 'templates')).toEqual({ ...before.figures, waived: 1 });
    expect((await waiversOf(world(), { standing: true, scope: 'FIELD' })).map((waiver) => waiver.field)).toEqual(
      [...FIELDS].reverse(),
    );
  });

  test('lapses when the legacy value of the field changes, and holds again when it is changed back', async () => {
    await waiveAll();
    await world().legacy.query(`UPDATE dispatch_template SET action_name = 'other' WHERE id = 302`);
    await compare(world(), 'templates', '302');
    expect(await templateState()).toBe('OPEN');
    await world().legacy.query(`UPDATE dispatch_template SET action_name = 'act' WHERE id = 302`);
    await compare(world(), 'templates', '302');
    expect(await templateState()).toBe('WAIVED');
  });
});

describe('a waiver of a field', () => {
  const world = useWorld('postgres');

  test('lapses when the new value of the field changes', async () => {
    await carryOut(world(), 'waiveDiscrepancy', NOTE);
    expect(await stateOf(world(), 'teamCommunications', '28')).toBe('WAIVED');
    await world().rows("UPDATE team_communications SET body = 'third text' WHERE legacy_record_id = 28");
    await compare(world(), 'teamCommunications', '28');
    expect(await stateOf(world(), 'teamCommunications', '28')).toBe('OPEN');
  });

  test('stands when another field changes, and does not cover that one', async () => {
    await carryOut(world(), 'waiveDiscrepancy', NOTE);
    await world().rows(
      "UPDATE team_communications SET created_at = created_at + interval '1 day' WHERE legacy_record_id = 28",
    );
    await compare(world(), 'teamCommunications', '28');
    expect(await stateOf(world(), 'teamCommunications', '28')).toBe('OPEN');
    // Both sides of the other field move, and agree again.
    await world().rows(
      "UPDATE team_communications SET created_at = created_at + interval '1 day' WHERE legacy_record_id = 28",
    );
    await world().legacy.query("UPDATE dispatch_note SET created_at = created_at + interval '2 days' WHERE id = 28");
    await compare(world(), 'teamCommunications', '28');
    expect(await stateOf(world(), 'teamCommunications', '28')).toBe('WAIVED');
  });

  test('ends when it expires, in lists and figures without a new comparison', async () => {
    const expiresAt = await instantIn(world(), '4 seconds');
    await carryOut(world(), 'waiveDiscrepancy', { ...NOTE, expiresAt });
    expect(await listed(world(), 'teamCommunications', 'WAIVED')).toEqual(['28']);
    await passUntil(world(), expiresAt);
    expect(await listed(world(), 'teamCommunications', 'WAIVED')).toEqual([]);
    expect(await listed(world(), 'teamCommunications', 'OPEN', 'field: "body"')).toEqual(['28']);
    expect(await figuresOf(world(), 'teamCommunications')).toMatchObject({ different: 1, waived: 0 });
    await compare(world(), 'teamCommunications', '28');
    expect(await stateOf(world(), 'teamCommunications', '28')).toBe('OPEN');
  });

  test('is replaced by a newer one of the same field, and stands beside one of the record', async () => {
    await carryOut(world(), 'waiveDiscrepancy', NOTE);
    await carryOut(world(), 'waiveDiscrepancy', { ...NOTE, expiresAt: await instantIn(world(), '1 hour') });
    const { field: _, ...record } = NOTE;
    await carryOut(world(), 'waiveDiscrepancy', record);
    const standing = await waiversOf(world(), { standing: true, legacyId: '28' });
    expect(standing.map(({ scope, field }) => [scope, field])).toEqual([
      ['RECORD', null],
      ['FIELD', 'body'],
    ]);
    expect(await waiversOf(world(), { standing: false })).toMatchObject([
      { scope: 'FIELD', expiresAt: null, withdrawnBecause: 'replaced by a newer waiver' },
    ]);
    for (const [state, waiver] of [
      ['WAIVED', standing[0]],
      ['OPEN', standing[1]],
    ] as const) {
      await carryOut(world(), 'withdrawWaiver', { waiverId: waiver?.id });
      expect(await stateOf(world(), 'teamCommunications', '28')).toBe(state);
    }
  });

  test('of a record that changed since it was looked at is refused', async () => {
    const { fingerprint } = await preview(world(), 'waiveDiscrepancy', NOTE);
    await world().rows("UPDATE team_communications SET body = 'third text' WHERE legacy_record_id = 28");
    expect(codesOf(await mutate(world(), 'waiveDiscrepancy', confirmed(NOTE, fingerprint)))).toEqual(['NEW_CHANGED']);
    expect(await waiversOf(world())).toEqual([]);
  });

  test('is named in the audit trail with its field', async () => {
    await carryOut(world(), 'waiveDiscrepancy', NOTE);
    const [entry] = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry');
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({
      action: 'waiveDiscrepancy',
      legacyId: '28',
      waives: { field: 'body' },
    });
  });

  test.each([
    ['a field that no mapping has', { ...NOTE, field: 'noSuchField' }, 'INVALID_INPUT', 'field'],
    ['a field that is as it should be', { ...NOTE, field: 'createdAt' }, 'NOT_APPLICABLE', 'field'],
    ['a field of a BLOCKED record', { ...NOTE, legacyId: '22', field: 'authorId' }, 'NOT_APPLICABLE', 'field'],
    [
      'a day that is too far ahead',
      { ...NOTE, expiresAt: '2206-01-01T00:00:00.000000Z' },
      'INVALID_INPUT',
      'expiresAt',
    ],
  ])('for %s is refused', async (_, input, code, field) => {
    expect((await preview(world(), 'waiveDiscrepancy', input)).userErrors).toMatchObject([{ code, field }]);
  });
});
