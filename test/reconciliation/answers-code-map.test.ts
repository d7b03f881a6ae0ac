import { createCodeMap } from '../../reconciliation/answers/code-map/code-map';
import { Unanswerable } from '../../reconciliation/answers/unanswerable';
import type { Row } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { depot, item, items, keeper, keepers, newKeeper, newTag, range, tag, tags, thing } from './answers-world';

describeEachEngine('the code map', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const fill = (legacy: readonly Row[], current: readonly Row[]): Promise<void> =>
    open().replaceRows({ depot_item: legacy }, { depot_things: current });
  const draw = (field: string) => createCodeMap(open().sides, items, field);

  test('one code with several new values, a silent default and what did not arrive', async () => {
    await fill(
      [
        ...range(1, 4, (id) => item(id, { state: '2' })),
        item(5, { state: '1' }),
        item(6, { state: '9' }),
        item(7, { state: null }),
      ],
      [
        ...range(1, 2, (id) => thing(id, { state: 'used' })),
        thing(3, { state: 'broken' }),
        thing(6, { state: 'new' }),
        thing(7, { state: null }),
      ],
    );
    const { isMasked, entries, findings, excluded, unreadable } = await draw('state');
    expect(isMasked).toBe(false);
    expect(entries).toEqual([
      {
        code: '2',
        expected: 'used',
        problem: null,
        isListed: true,
        count: 4,
        withoutRow: 1,
        values: [
          { value: 'used', count: 2, isExpected: true },
          { value: 'broken', count: 1, isExpected: false },
        ],
      },
      { code: '1', expected: 'new', problem: null, isListed: true, count: 1, withoutRow: 1, values: [] },
      {
        code: '9',
        expected: 'new',
        problem: null,
        isListed: false,
        count: 1,
        withoutRow: 0,
        values: [{ value: 'new', count: 1, isExpected: true }],
      },
      {
        code: null,
        expected: null,
        problem: null,
        isListed: null,
        count: 1,
        withoutRow: 0,
        values: [{ value: null, count: 1, isExpected: true }],
      },
    ]);
    expect({ excluded, unreadable }).toEqual({ excluded: 0, unreadable: 0 });
    expect(findings).toEqual([
      '2 became used in 2 rows, broken in 1 row',
      '9 is not in the map and becomes new by default: 1 record',
    ]);
  });

  test('every row of a record that was loaded twice counts', async () => {
    await fill([item(1, { state: '3' })], [thing(1, { state: 'broken' }), thing(1, { id: 'copy', state: 'used' })]);
    const { entries } = await draw('state');
    expect(entries[0]).toMatchObject({ count: 1, withoutRow: 0 });
    expect(entries[0]?.values).toHaveLength(2);
  });

  test('records and rows that are not of the mapping are not counted, and those out of scope apart', async () => {
    await fill(
      [item(1), item(2, { is_item: false, state: '2' }), item(3, { is_lost: true, state: '3' })],
      [thing(1), thing(1, { id: 'no item', sort: 'other', state: 'broken' })],
    );
    const { entries, excluded } = await draw('state');
    expect(entries.map(({ code, count, values }) => [code, count, values.length])).toEqual([['1', 1, 1]]);
    expect(excluded).toBe(1);
  });

  test('a value that cannot be read is in no entry', async () => {
    await fill(
      range(1, 2, (id) => item(id)),
      [thing(1), thing(2, { stored_at: 'infinity' })],
    );
    const { entries, unreadable } = await draw('storedAt');
    expect(unreadable).toBe(1);
    expect(entries).toMatchObject([{ count: 2, withoutRow: 0, values: [{ count: 1, isExpected: true }] }]);
  });

  test('a wrong value in every row, and one value where the rule gives several', async () => {
    const states = ['1', '2', '3'];
    await fill(
      states.map((state, index) => item(index + 1, { state })),
      states.map((_, index) => thing(index + 1, { state: 'used' })),
    );
    expect((await draw('state')).findings).toEqual([
      'every new row holds used, and the legacy side has 3 different values',
    ]);
    await fill([item(1, { state: '2' })], [thing(1, { state: 'broken' })]);
    expect((await draw('state')).findings).toEqual(['2 should be used and is broken in 1 row']);
  });

  test('a refused code tells why', async () => {
    await open().replaceRows(
      { depot_keeper: [keeper(1), keeper(2, { kind: 'x' })] },
      { depot_keepers: [newKeeper(1), newKeeper(2, { role: 'helper' })] },
    );
    const { entries, findings } = await createCodeMap(open().sides, keepers, 'role');
    expect(entries.find(({ code }) => code === 'x')).toMatchObject({
      expected: null,
      problem: 'code x of kind has no label',
      isListed: false,
      values: [{ value: 'helper', count: 1, isExpected: false }],
    });
    expect(findings).toEqual(['x is refused: code x of kind has no label (1 record)']);
  });

  test('numbers that are written differently are one value', async () => {
    await fill(
      range(1, 2, (id) => item(id)),
      [thing(1, { price: '12.5' }), thing(2, { price: '12.500' })],
    );
    const { entries } = await draw('price');
    expect(entries).toMatchObject([{ code: '12.50', isListed: null, values: [{ count: 2, isExpected: true }] }]);
  });

  test('counterparts that are found by a natural key', async () => {
    await open().replaceRows(
      { depot_item: range(1, 2, (id) => item(id)), depot_tag: [tag(1), tag(2, { word: 'g' }), tag(3, { item_id: 2 })] },
      { depot_things: range(1, 2, (id) => thing(id)), depot_tags: [newTag(1), newTag(2, { word: 'green' })] },
    );
    const { entries } = await createCodeMap(open().sides, tags, 'word');
    expect(entries.map(({ code, count, withoutRow }) => [code, count, withoutRow])).toEqual([
      ['r', 2, 1],
      ['g', 1, 0],
    ]);
  });

  test('a field of too many values is refused with the way out', async () => {
    await fill(
      range(1, 201, (id) => item(id, { price: `${id}.00` })),
      [],
    );
    await expect(draw('price')).rejects.toThrow(
      new Unanswerable(
        'the field is no code: it has more than 200 different legacy values. Ask for its fieldProfile instead',
      ),
    );
  });

  test.each(['boxId', 'seal', 'noSuchField'])(
    '%s is refused, and the fields that can be asked for are named',
    async (field) => {
      await expect(draw(field)).rejects.toThrow(
        new Unanswerable(
          'field must be one that is compared, names no parent and is not secret: legacyItemId, sort, state, remark, price, storedAt',
        ),
      );
    },
  );
});
