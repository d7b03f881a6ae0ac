import { mapping } from '../../reconciliation/declaration';
import type { Mapping } from '../../reconciliation/mapping';
import { integer } from '../../reconciliation/rules/copy';
import { ignoredAll } from '../../reconciliation/rules/made';
import { reference } from '../../reconciliation/rules/reference';
import type { Cause } from '../../reconciliation/tracing/cause';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { entry, InventedEntry, InventedRow, inventedRows, row } from './invented';
import { compareRecord } from './record';

/** Refers to the same parent twice: by itself, and by the entry before it, which refers to that parent too. */
const shortcuts: Mapping = mapping({
  name: 'inventedShortcuts',
  system: 'Invented',
  title: 'Invented shortcuts',
  description: 'Entries of an invented journal that know the one before the last.',
  legacy: { entity: InventedEntry },
  new: { entity: InventedRow, key: 'legacyEntryId' },
  rules: {
    legacyEntryId: integer('id'),
    previousId: reference('previousId', () => inventedRows, { required: true }),
    beforeId: reference('previous.previousId', () => inventedRows, { required: true }),
    ...ignoredAll('not what the test is about', ['amount', 'detail', 'kind']),
  },
});

describeEachEngine('tracing along chains', (engine) => {
  const open = useTwoSides(engine, { mappings: [inventedRows] });
  const trace = async (legacyId: string, of: Mapping = inventedRows): Promise<readonly Cause[]> => {
    const [causes = []] = await open().comparison.tracer.trace([await compareRecord(open(), of, legacyId)]);
    return causes;
  };

  test('a code without a label further up is the root of everything below it', async () => {
    const chain = [
      entry('1'),
      entry('2', { previous_id: 1, kind: 'x' }),
      entry('3', { previous_id: 2 }),
      entry('4', { previous_id: 3 }),
      entry('5', { previous_id: 4 }),
    ];
    await open().replaceRows({ invented_entry: chain }, { invented_rows: [row('1')] });
    const [cause] = await trace('5');
    expect(cause).toMatchObject({
      code: 'PARENT_BLOCKED',
      field: 'previousId',
      root: { code: 'CODE_UNMAPPED', field: 'kind' },
    });
    expect(cause?.path.map((hop) => [hop.legacyId, hop.state])).toEqual(
      ['5', '4', '3', '2'].map((id) => [id, 'blocked']),
    );
    const roots = await Promise.all(['2', '3', '4', '5'].map((id) => trace(id)));
    expect(new Set(roots.flatMap((causes) => causes.map(({ root }) => root.id))).size).toBe(1);
  });

  test('a whole batch names the same roots as each record alone', async () => {
    const ids = ['1', '2', '3', '4', '5', '6'];
    const chain = ids.map((id) => entry(id, { previous_id: Number(id) - 1 }));
    await open().replaceRows({ invented_entry: chain }, {});
    const pairs = await open().comparison.loader.listByLegacyIds(inventedRows, ids);
    const inBulk = await open().comparison.tracer.trace(pairs);
    const alone = await Promise.all(pairs.map((pair) => trace(pair.legacyId ?? '')));
    expect(inBulk.map((causes) => causes.map(({ root }) => [root.code, root.id]))).toEqual(
      alone.map((causes) => causes.map(({ root }) => [root.code, root.id])),
    );
    expect(
      new Set(inBulk.flatMap((causes) => causes.map(({ root }) => `${root.code} ${root.record?.legacyId ?? ''}`))),
    ).toEqual(new Set(['PARENT_NOT_IN_LEGACY 0']));
  });

  test('a parent that two ways of different length lead to is judged the same on both', async () => {
    const chain = [
      entry('1'),
      entry('2', { previous_id: 1 }),
      entry('3', { previous_id: 2 }),
      entry('4', { previous_id: 3 }),
    ];
    await open().replaceRows({ invented_entry: chain }, { invented_rows: [row('1')] });
    const causes = await trace('4', shortcuts);
    expect(causes.map((cause) => [cause.field, cause.code])).toEqual([
      ['previousId', 'PARENT_BLOCKED'],
      ['beforeId', 'PARENT_MISSING'],
    ]);
    expect(causes.map(({ root }) => [root.code, root.record?.legacyId])).toEqual([
      ['PARENT_MISSING', '2'],
      ['PARENT_MISSING', '2'],
    ]);
  });

  test.each([
    ['itself', [entry('1')], '1'],
    ['the record that waits for it', [entry('1', { previous_id: 2 }), entry('2', { previous_id: 1 })], '1'],
  ])('a record that waits for %s ends the search, and nobody is said to be gone', async (_title, entries, id) => {
    await open().replaceRows({ invented_entry: entries }, {});
    const causes = await trace(id);
    expect(causes).toMatchObject([{ code: 'PARENT_BLOCKED' }]);
    expect(causes.map(({ root }) => root.code)).not.toContain('PARENT_NOT_IN_LEGACY');
  });

  test('a circle is one root, wherever the search comes in', async () => {
    const chain = [
      entry('1', { previous_id: 3 }),
      entry('2', { previous_id: 1 }),
      entry('3', { previous_id: 2 }),
      entry('4', { previous_id: 3 }),
    ];
    await open().replaceRows({ invented_entry: chain }, {});
    const all = await Promise.all(['1', '2', '3', '4'].map((id) => trace(id)));
    expect(new Set(all.flatMap((causes) => causes.map(({ root }) => root.id))).size).toBe(1);
  });
});
