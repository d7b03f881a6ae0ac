import { findDuplicates } from '../../reconciliation/answers/duplicates/duplicates';
import type { Mapping } from '../../reconciliation/mapping';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { aboutPeople, box, boxes, depot, item, items, newBox, newTag, range, tag, tags, thing } from './answers-world';

describeEachEngine('duplicates', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const find = (mapping: Mapping, first = 20) => findDuplicates(open().sides, depot, mapping, first);
  const ids = (...names: string[]): string[] => names.map(uuidOf).sort();

  test('a row that was loaded twice, with what hangs on each copy', async () => {
    await open().replaceRows(
      { depot_box: range(1, 3, (id) => box(id)) },
      {
        depot_boxes: [...range(1, 3, (id) => newBox(id)), newBox(2, { id: 'copy' }), newBox(2, { id: 'copy of it' })],
        depot_things: [
          ...range(1, 3, (id) => thing(id, { box_id: 'copy' })),
          thing(4, { box_id: 'box 2' }),
          thing(5, { box_id: 'copy', sort: 'other' }),
        ],
      },
    );
    const { total, surplus, groups, legacy } = await find(boxes);
    expect({ total, surplus, legacy }).toEqual({ total: 1, surplus: 2, legacy: null });
    expect(groups).toMatchObject([{ claim: ['2'], count: 3, newIds: ids('box 2', 'copy', 'copy of it') }]);
    const references = groups[0]?.references.map(({ newId, mapping, field, count }) => [
      newId,
      mapping.name,
      field.property,
      count,
    ]);
    expect(new Set(references)).toEqual(
      new Set([
        [uuidOf('copy'), 'items', 'boxId', 3],
        [uuidOf('box 2'), 'items', 'boxId', 1],
      ]),
    );
  });

  test('rows of another mapping in the same table, and rows that claim nothing, are no copies', async () => {
    await open().replaceRows(
      { depot_item: [item(1)] },
      {
        depot_things: [
          thing(1),
          thing(1, { id: 'no item', sort: 'other' }),
          thing(2, { id: 'native', legacy_item_id: null }),
          thing(3, { id: 'native as well', legacy_item_id: null }),
        ],
      },
    );
    expect(await find(items)).toMatchObject({ total: 0, surplus: 0, groups: [] });
  });

  test('the largest groups come first, in the order of their numbers, and no more than were asked for', async () => {
    await open().replaceRows(
      {},
      {
        depot_boxes: [2, 10, 9].flatMap((id) =>
          range(1, id === 9 ? 3 : 2, (copy) => newBox(id, { id: `box ${id} copy ${copy}` })),
        ),
      },
    );
    const { total, surplus, groups } = await find(boxes, 2);
    expect({ total, surplus }).toEqual({ total: 3, surplus: 4 });
    expect(groups.map(({ claim, count }) => [claim, count])).toEqual([
      [['9'], 3],
      [['2'], 2],
    ]);
  });

  test('at most twenty copies are named', async () => {
    await open().replaceRows({}, { depot_boxes: range(1, 25, (copy) => newBox(1, { id: `copy ${copy}` })) });
    const { groups } = await find(boxes);
    expect([groups[0]?.count, groups[0]?.newIds.length]).toEqual([25, 20]);
  });

  test('a natural key is claimed by meaning, on both sides', async () => {
    await open().replaceRows(
      {
        depot_item: range(1, 2, (id) => item(id)),
        // r and R become the same word, so the first three are one row; the last code has no label.
        depot_tag: [
          tag(1),
          tag(2, { word: 'R' }),
          tag(3),
          tag(4, { item_id: 2 }),
          tag(5, { word: 'x' }),
          tag(6, { word: 'x' }),
        ],
      },
      {
        // Two rows for item 1: tags of either say the same of the one legacy item.
        depot_things: [thing(1), thing(1, { id: 'copy' }), thing(2), thing(9, { legacy_item_id: null })],
        depot_tags: [
          newTag(1),
          newTag(2, { thing_id: 'copy' }),
          newTag(3, { thing_id: 'thing 2' }),
          newTag(4, { thing_id: 'thing 9' }),
          newTag(5, { thing_id: 'thing 9' }),
        ],
      },
    );
    const { total, groups, legacy } = await find(tags);
    expect(total).toBe(1);
    expect(groups).toMatchObject([{ claim: ['1', 'red'], count: 2, newIds: ids('tag 1', 'tag 2') }]);
    expect(legacy).toEqual({ total: 1, groups: [{ claim: ['1', 'red'], count: 3, legacyIds: ['1', '2', '3'] }] });
  });

  test('pseudonyms stand for the parts of a natural key that are personal, the same on both sides', async () => {
    await open().replaceRows(
      {
        depot_item: [item(1), item(2)],
        depot_tag: [tag(1), tag(2), tag(3, { item_id: 2, word: 'g' }), tag(4, { item_id: 2, word: 'g' })],
      },
      {
        depot_things: [thing(1), thing(2)],
        depot_tags: [newTag(1), newTag(2), newTag(3)],
      },
    );
    expect((await find(tags)).isMasked).toBe(false);
    const { isMasked, groups, legacy } = await find(aboutPeople(tags, 'word'));
    expect(isMasked).toBe(true);
    expect(groups.map(({ claim }) => claim)).toEqual([['1', 'value 1']]);
    expect(legacy?.groups.map(({ claim }) => claim)).toEqual([
      ['1', 'value 1'],
      ['2', 'value 2'],
    ]);
  });

  test('an id is no value of anybody', async () => {
    await open().replaceRows({}, { depot_boxes: [newBox(1), newBox(1, { id: 'copy' })] });
    const { isMasked, groups } = await find(aboutPeople(boxes, 'legacyBoxId'));
    expect([isMasked, groups[0]?.claim]).toEqual([false, ['1']]);
  });
});
