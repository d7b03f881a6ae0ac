import { profileField } from '../../reconciliation/answers/field-profile/field-profile';
import { Unanswerable } from '../../reconciliation/answers/unanswerable';
import type { Row } from '../mappings/fixture';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { box, depot, item, items, keeper, keepingSecret, newKeeper, range, thing } from './answers-world';

describeEachEngine('the profile of a field', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const fill = (legacy: readonly Row[], current: readonly Row[]): Promise<void> =>
    open().replaceRows({ depot_item: legacy }, { depot_things: current });
  const profile = (field: string) => profileField(open().sides, items, field);

  test('texts are told apart and ordered by their bytes, and measured in characters', async () => {
    const states = ['b', 'B', 'a ', 'é😀', '', null];
    await fill(
      states.map((state, index) => item(index + 1, { state })),
      states.map((state, index) => thing(index + 1, { state })),
    );
    const { new: current, legacy } = await profile('state');
    const expected = {
      rows: 6,
      filled: 4,
      nulls: 1,
      empty: 1,
      distinct: 5,
      least: '',
      greatest: 'é😀',
      shortest: 0,
      longest: 2,
    };
    expect(current).toEqual({ path: 'state', ...expected });
    expect(legacy).toEqual([{ path: 'state', ...expected }]);
  });

  test('numbers are ordered by number, instants by time, and have no length', async () => {
    await fill(
      [
        item(1, { price: '9.00', stored_at: '2021-05-05 10:00:00.000001' }),
        item(2, { price: '10.50' }),
        item(3, { price: null }),
      ],
      [thing(1, { price: '9' }), thing(2, { price: '10.5' }), thing(3, { price: '10.5' })],
    );
    const price = await profile('price');
    expect(price.legacy).toMatchObject([{ least: '9.00', greatest: '10.50', distinct: 2, nulls: 1, shortest: null }]);
    expect(price.new).toMatchObject({ least: '9', greatest: '10.5', distinct: 2, longest: null });
    expect((await profile('storedAt')).legacy).toMatchObject([
      { least: '2021-05-05T10:00:00.000001Z', greatest: '2021-05-05T10:00:00.000001Z', distinct: 1 },
    ]);
  });

  test('one value in every new row where the legacy side varies', async () => {
    await fill(
      range(1, 3, (id) => item(id, { state: String(id) })),
      range(1, 3, (id) => thing(id, { state: 'new' })),
    );
    expect((await profile('state')).findings).toEqual([
      'the new side holds one value in every row, and state has 3 different values on the legacy side',
    ]);
  });

  test('a fill rate that fell, and one that rose', async () => {
    await fill(
      range(1, 4, (id) => item(id, { price: `${id}.00` })),
      range(1, 4, (id) => thing(id, { price: id === 1 ? '1' : null })),
    );
    expect((await profile('price')).findings).toEqual(['the fill rate fell from 100.0 % to 25.0 %']);
    await fill(
      range(1, 4, (id) => item(id, { remark: id < 3 ? '' : `remark ${id}` })),
      range(1, 4, (id) => thing(id, { remark: `remark ${id}` })),
    );
    expect((await profile('remark')).findings).toEqual(['the fill rate rose from 50.0 % to 100.0 %']);
  });

  test('texts that were cut', async () => {
    await fill(
      [item(1, { remark: 'a long remark' }), item(2)],
      [thing(1, { remark: 'a long' }), thing(2, { remark: 'as it ' })],
    );
    expect((await profile('remark')).findings).toEqual([
      'the longest new text has 6 characters, the longest legacy text 13',
    ]);
  });

  test('personal values are not shown, only how many and how long they are', async () => {
    await fill([item(1)], [thing(1)]);
    const { new: current, legacy } = await profile('remark');
    const expected = { least: null, greatest: null, distinct: 1, longest: 10 };
    expect([current, ...legacy]).toMatchObject([expected, expected]);
  });

  test('of a secret not even a count is told, whichever side keeps it', async () => {
    await fill([item(1)], [thing(1)]);
    for (const mapping of [items, keepingSecret(items, 'state')]) {
      const field = mapping === items ? 'seal' : 'state';
      const refused = profileField(open().sides, mapping, field);
      await expect(refused).rejects.toThrow(Unanswerable);
      await expect(refused).rejects.toThrow('field must be one of the mapping that is not secret: legacyItemId');
    }
  });

  test('only rows of the mapping are looked at', async () => {
    await fill(
      [item(1), item(2, { is_item: false, state: '3' })],
      [thing(1), thing(2, { sort: 'other', state: 'broken' })],
    );
    expect(await profile('state')).toMatchObject({ new: { rows: 1 }, legacy: [{ rows: 1, greatest: '1' }] });
  });

  test('each path that the rule reads has a profile, whatever it leads through', async () => {
    await open().replaceRows(
      {
        depot_keeper: [keeper(1)],
        depot_box: [box(1)],
        depot_item: [item(1), item(2, { box_id: 9, lender_id: 7 })],
        depot_seal: [{ id: 1, item_id: 2, keeper_id: 5 }],
      },
      { depot_keepers: [newKeeper(1)], depot_things: [thing(1), thing(2)] },
    );
    expect((await profile('lenderId')).legacy).toMatchObject([
      { path: 'lenderId', filled: 1, least: '7' },
      { path: 'box.keeperId', filled: 1, least: '1' },
    ]);
    expect(await profile('checkerId')).toMatchObject({
      legacy: [{ path: 'check.keeperId', filled: 1, least: '5' }],
      new: { filled: 0, least: null, shortest: null },
    });
  });

  test('nothing on both sides', async () => {
    await fill([], []);
    const { new: current, legacy, findings } = await profile('state');
    expect([current, ...legacy].map(({ rows, distinct, least, longest }) => [rows, distinct, least, longest])).toEqual([
      [0, 0, null, null],
      [0, 0, null, null],
    ]);
    expect(findings).toEqual([]);
  });

  test('a rule that reads nothing has no legacy profile, and an unknown field is refused by naming the others', async () => {
    expect((await profile('sort')).legacy).toEqual([]);
    await expect(profile('noSuchField')).rejects.toThrow(
      new Unanswerable(
        `field must be one of the mapping that is not secret: ${items.fields
          .map(({ property }) => property)
          .filter((property) => property !== 'seal')
          .join(', ')}`,
      ),
    );
  });
});

describe('the profile of a field of a database that checks no bytes', () => {
  const open = useTwoSides('postgres', { mappings: depot, encoding: 'SQL_ASCII' });

  test('characters are counted, not bytes', async () => {
    await open().replaceRows(
      { depot_item: [item(1, { state: 'né😀' })] },
      { depot_things: [thing(1, { state: 'né😀' })] },
    );
    const { new: current, legacy } = await profileField(open().sides, items, 'state');
    expect([current, ...legacy].map(({ longest, greatest }) => [longest, greatest])).toEqual([
      [3, 'né😀'],
      [3, 'né😀'],
    ]);
  });
});
