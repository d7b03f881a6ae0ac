import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { describeEachEngine } from '../support/servers';
import { useWorld, type World } from '../support/world';
import { carryOut, codesOf, confirmed, countLedger, figuresOf, findRecord, mutate, preview } from './mutations';
import { instantIn, passUntil, waiversOf } from './waivers';
import { invented } from './world-new';

const TEMPLATE = { mapping: 'templates', legacyId: '302' };

async function stateOf(world: World, legacyId = '302'): Promise<string | undefined> {
  return (await findRecord(world, 'templates', legacyId))?.discrepancy?.state;
}

/** Compares the record now, which brings the ledger up to date. */
const compare = (world: World) => mutate(world, 'diffRecord', TEMPLATE);

describeEachEngine('waiving a discrepancy', (engine) => {
  const world = useWorld(engine);

  test('it is WAIVED, keeps its verdict and is counted, and no business row changes', async () => {
    const before = { tables: await world().snapshot(), figures: await figuresOf(world(), 'templates') };
    const waived = await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    expect(waived).toMatchObject({
      plan: [],
      changes: [],
      record: { verdict: 'DIFFERENT', discrepancy: { state: 'WAIVED' } },
    });
    expect(await world().snapshot()).toEqual(before.tables);
    expect(await figuresOf(world(), 'templates')).toEqual({ ...before.figures, waived: 1 });
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 1, keys: 1 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
    expect(await waiversOf(world(), { standing: true })).toMatchObject([
      { legacyId: '302', reason: 'ticket 4711', actor: 'tester', withdrawnAt: null },
    ]);
  });

  test('it stays waived through further comparisons', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    await compare(world());
    await world().service.comparison.compareMapping(world().service.mapping('templates'));
    expect(await stateOf(world())).toBe('WAIVED');
  });

  test('it opens again when the legacy side changes', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    await world().legacy.query(`UPDATE dispatch_template SET duration = 9 WHERE id = 302`);
    await compare(world());
    expect(await stateOf(world())).toBe('OPEN');
  });
});

describe('a waiver', () => {
  const world = useWorld('postgres');

  test('lapses when the new side changes', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    await world().rows(`UPDATE templates SET name = 'fourth name' WHERE legacy_template_id = 302`);
    await compare(world());
    expect(await stateOf(world())).toBe('OPEN');
  });

  test('holds again when what changed is changed back', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    await world().rows(`UPDATE templates SET name = 'fourth name' WHERE legacy_template_id = 302`);
    await compare(world());
    await world().rows(`UPDATE templates SET name = 'Old polish' WHERE legacy_template_id = 302`);
    await compare(world());
    expect(await stateOf(world())).toBe('WAIVED');
  });

  test('ends when it expires', async () => {
    const soon = await instantIn(world(), '4 seconds');
    await carryOut(world(), 'waiveDiscrepancy', { ...TEMPLATE, expiresAt: soon });
    expect(await stateOf(world())).toBe('WAIVED');
    expect(await waiversOf(world())).toMatchObject([{ expiresAt: soon }]);
    await passUntil(world(), soon);
    await compare(world());
    expect(await stateOf(world())).toBe('OPEN');
    expect(await waiversOf(world(), { standing: true })).toEqual([]);
    expect(await waiversOf(world(), { standing: false })).toHaveLength(1);
  });

  test('is replaced by a newer one', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    const expiresAt = await instantIn(world(), '1 year');
    await carryOut(world(), 'waiveDiscrepancy', { ...TEMPLATE, expiresAt });
    expect(await waiversOf(world(), { standing: true })).toMatchObject([{ scope: 'RECORD', expiresAt }]);
    expect(await waiversOf(world())).toHaveLength(2);
  });

  test('that is withdrawn opens the discrepancy again', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    const [waiver] = await waiversOf(world());
    const withdrawn = await carryOut(world(), 'withdrawWaiver', { waiverId: waiver?.id });
    expect(withdrawn.record).toMatchObject({ verdict: 'DIFFERENT', discrepancy: { state: 'OPEN' } });
    expect(await waiversOf(world(), { standing: true })).toEqual([]);
    expect(await waiversOf(world())).toMatchObject([{ withdrawnBecause: 'ticket 4711' }]);
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 2, keys: 2 });
    expect(codesOf(await preview(world(), 'withdrawWaiver', { waiverId: waiver?.id }))).toEqual(['NOT_APPLICABLE']);
  });

  test('can be given to a row that no legacy record stands behind', async () => {
    const input = { mapping: 'offices', newId: invented('extra office') };
    await carryOut(world(), 'waiveDiscrepancy', input);
    expect(await waiversOf(world(), { standing: true })).toMatchObject([{ newId: input.newId }]);
    expect(await figuresOf(world(), 'offices')).toMatchObject({ extra: 2, waived: 1 });
    const [waiver] = await waiversOf(world());
    await carryOut(world(), 'withdrawWaiver', { waiverId: waiver?.id });
    expect(await figuresOf(world(), 'offices')).toMatchObject({ extra: 2, waived: 0 });
  });

  test('does not stand in the way of settling the difference', async () => {
    await carryOut(world(), 'waiveDiscrepancy', TEMPLATE);
    const fields = ['name', 'estimatedDurationMinutes', 'actionName'];
    const settled = await carryOut(world(), 'reconcileRecord', {
      ...TEMPLATE,
      resolutions: fields.map((field) => ({ field, take: 'LEGACY' })),
    });
    expect(settled.record).toMatchObject({ verdict: 'MATCHED', discrepancy: { state: 'CLOSED' } });
  });

  test('of a difference that changed since it was looked at is refused', async () => {
    const { fingerprint } = await preview(world(), 'waiveDiscrepancy', TEMPLATE);
    await world().rows(`UPDATE templates SET name = 'fourth name' WHERE legacy_template_id = 302`);
    expect(codesOf(await mutate(world(), 'waiveDiscrepancy', confirmed(TEMPLATE, fingerprint)))).toEqual([
      'NEW_CHANGED',
    ]);
    expect(await waiversOf(world())).toEqual([]);
  });

  test.each([
    ['a MATCHED record', { mapping: 'templates', legacyId: '301' }, 'NOT_APPLICABLE'],
    ['a record that was left out on purpose', { mapping: 'orders', legacyId: '1006' }, 'NOT_APPLICABLE'],
    ['a record that does not exist', { mapping: 'templates', legacyId: '4711' }, 'NOT_FOUND'],
    ['an end in the past', { ...TEMPLATE, expiresAt: '2020-01-01T00:00:00.000000Z' }, 'INVALID_INPUT'],
  ])('for %s is refused', async (_, input, code) => {
    const before = { tables: await world().snapshot(), ledger: await world().ledger() };
    expect(codesOf(await preview(world(), 'waiveDiscrepancy', input))).toEqual([code]);
    expect({ tables: await world().snapshot(), ledger: await world().ledger() }).toEqual(before);
  });
});
