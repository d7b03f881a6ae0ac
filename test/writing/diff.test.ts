import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { codesOf, countLedger, figuresOf, findRecord, mutate, preview } from './mutations';

const TEMPLATE = { mapping: 'templates', legacyId: '301' };

describeEachEngine('comparing one record now', (engine) => {
  const world = useWorld(engine);

  test('opens a discrepancy that has come up since, and closes it when it is gone', async () => {
    const before = await figuresOf(world(), 'templates');
    await world().rows(`UPDATE templates SET name = 'Painted' WHERE legacy_template_id = 301`);
    const opened = await mutate(world(), 'diffRecord', TEMPLATE);
    expect(opened).toMatchObject({
      userErrors: [],
      plan: [],
      changes: [],
      record: { verdict: 'DIFFERENT', discrepancy: { state: 'OPEN' } },
    });
    const moved = { ...before, matched: before.matched - 1, different: before.different + 1 };
    expect(await figuresOf(world(), 'templates')).toEqual(moved);
    await world().rows(`UPDATE templates SET name = 'Print' WHERE legacy_template_id = 301`);
    const closed = await mutate(world(), 'diffRecord', TEMPLATE);
    expect(closed.record).toMatchObject({ verdict: 'MATCHED', discrepancy: { state: 'CLOSED' } });
    expect(await figuresOf(world(), 'templates')).toEqual(before);
  });

  test('writes neither a change nor an audit entry, and no business row', async () => {
    const before = await world().snapshot();
    await world().legacy.query('UPDATE dispatch_template SET duration = 9 WHERE id = 301');
    await mutate(world(), 'diffRecord', TEMPLATE);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys: 0 });
  });

  test('says which side moved', async () => {
    const moved = async (): Promise<unknown> => {
      await mutate(world(), 'diffRecord', TEMPLATE);
      const query =
        '{ discrepancies(first: 5, where: { mapping: templates, legacyId: "301" }) { nodes { movedSide } } }';
      return world().api.ask(query);
    };
    await world().legacy.query(`UPDATE dispatch_template SET task_name = 'Printing' WHERE id = 301`);
    expect(await moved()).toEqual({ discrepancies: { nodes: [{ movedSide: 'LEGACY' }] } });
    await world().rows(`UPDATE templates SET name = 'Painted' WHERE legacy_template_id = 301`);
    expect(await moved()).toEqual({ discrepancies: { nodes: [{ movedSide: 'BOTH' }] } });
    await world().legacy.query(`UPDATE dispatch_template SET task_name = 'Print' WHERE id = 301`);
    expect(await moved()).toEqual({ discrepancies: { nodes: [{ movedSide: 'NEW' }] } });
  });

  test('a dry run leaves the ledger alone', async () => {
    await world().rows(`UPDATE templates SET name = 'Painted' WHERE legacy_template_id = 301`);
    const before = await world().ledger();
    expect((await preview(world(), 'diffRecord', TEMPLATE)).record?.verdict).toBe('DIFFERENT');
    expect(await world().ledger()).toEqual(before);
  });

  test('a record that is gone from both sides is NOT_FOUND and forgotten', async () => {
    const before = await figuresOf(world(), 'teamCommunications');
    await world().legacy.query('DELETE FROM dispatch_note WHERE id = 21');
    expect(codesOf(await mutate(world(), 'diffRecord', { mapping: 'teamCommunications', legacyId: '21' }))).toEqual([
      'NOT_FOUND',
    ]);
    const after = { ...before, base: before.base - 1, missing: before.missing - 1 };
    expect(await figuresOf(world(), 'teamCommunications')).toEqual(after);
    expect(await findRecord(world(), 'teamCommunications', '21')).toBeNull();
  });
});
