import { coverPaths } from '../../reconciliation/answers/path-coverage/path-coverage';
import { Unanswerable } from '../../reconciliation/answers/unanswerable';
import type { Mapping } from '../../reconciliation/mapping';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import {
  box,
  depot,
  item,
  items,
  keeper,
  keepingSecret,
  newBox,
  newKeeper,
  newTag,
  range,
  tag,
  tags,
  thing,
} from './answers-world';

describeEachEngine('the coverage of a path', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const cover = async (mapping: Mapping, field: string) => {
    const { paths } = await coverPaths(open().sides, depot, mapping, field);
    return paths.map(({ path, parent, hops }) => ({
      path,
      parent: parent.name,
      hops: hops.map(({ table, mapping: by, named, found, migrated, eligible, survivors }) => [
        table.name,
        by?.name ?? null,
        named,
        found,
        migrated,
        eligible,
        survivors,
      ]),
    }));
  };

  /** Of ten items nine are records, eight of them in scope; one names no box, one a box that is gone; boxes 3 and 4 lead nowhere further. */
  const fillBroken = (): Promise<void> =>
    open().replaceRows(
      {
        depot_keeper: [keeper(1), keeper(2), keeper(3)],
        depot_box: [
          box(1),
          box(2, { keeper_id: 2 }),
          box(3, { keeper_id: null }),
          box(4, { keeper_id: 99 }),
          box(5, { keeper_id: 3 }),
        ],
        depot_item: [
          item(1),
          item(2),
          item(3, { box_id: 2 }),
          item(4, { box_id: 3 }),
          item(5, { box_id: 4 }),
          item(6, { box_id: null }),
          item(7, { box_id: 77 }),
          item(8, { box_id: 5 }),
          item(9, { is_lost: true }),
          item(10, { is_item: false }),
        ],
      },
      {
        // Keeper 2 is a helper, keeper 3 never arrived, nor did box 2.
        depot_keepers: [newKeeper(1), newKeeper(2, { role: 'helper' })],
        depot_boxes: [newBox(1), newBox(3), newBox(4), newBox(5), newBox(77)],
        depot_things: [thing(1), thing(2), thing(2, { id: 'copy' }), thing(3), thing(4, { sort: 'other' }), thing(9)],
      },
    );

  test('how many are there at each hop, how many survived so far, and what the parent must be', async () => {
    await fillBroken();
    expect(await cover(items, 'keeperId')).toEqual([
      {
        path: 'box.keeperId',
        parent: 'keepers',
        hops: [
          ['depot_item', 'items', 8, 8, 3, null, 8],
          ['depot_box', 'boxes', 7, 6, 5, null, 5],
          ['depot_keeper', 'keepers', 5, 4, 3, 2, 2],
        ],
      },
    ]);
  });

  test('records that the scope leaves out are in no count of a hop', async () => {
    await fillBroken();
    const { excluded, unreadable } = await coverPaths(open().sides, depot, items, 'keeperId');
    expect({ excluded, unreadable }).toEqual({ excluded: 1, unreadable: 0 });
  });

  test('a requirement has a path as well', async () => {
    await fillBroken();
    expect(await cover(items, 'box')).toEqual([
      {
        path: 'boxId',
        parent: 'boxes',
        hops: [
          ['depot_item', 'items', 8, 8, 3, null, 8],
          ['depot_box', 'boxes', 7, 6, 5, null, 5],
        ],
      },
    ]);
  });

  test('a path counts only the records that those before it leave without a parent', async () => {
    await open().replaceRows(
      {
        depot_keeper: [keeper(1), keeper(2)],
        depot_box: [box(1)],
        depot_item: [item(1, { lender_id: 2 }), item(2, { lender_id: 5 }), item(3)],
      },
      { depot_keepers: [newKeeper(1), newKeeper(2)], depot_boxes: [newBox(1)], depot_things: [thing(1), thing(3)] },
    );
    expect(await cover(items, 'lenderId')).toEqual([
      {
        path: 'lenderId',
        parent: 'keepers',
        hops: [
          ['depot_item', 'items', 3, 3, 2, null, 3],
          ['depot_keeper', 'keepers', 2, 1, 1, null, 1],
        ],
      },
      {
        path: 'box.keeperId',
        parent: 'keepers',
        hops: [
          ['depot_item', 'items', 1, 1, 1, null, 1],
          ['depot_box', 'boxes', 1, 1, 1, null, 1],
          ['depot_keeper', 'keepers', 1, 1, 1, null, 1],
        ],
      },
    ]);
  });

  test('a table that no mapping covers, and a record that nothing names', async () => {
    await open().replaceRows(
      {
        depot_keeper: [keeper(1)],
        depot_item: [item(1), item(2), item(3)],
        depot_seal: [
          { id: 1, item_id: 1, keeper_id: 1 },
          { id: 2, item_id: 1, keeper_id: 9 },
          { id: 3, item_id: 2, keeper_id: null },
        ],
      },
      { depot_keepers: [newKeeper(1)], depot_things: [thing(1), thing(2), thing(3)] },
    );
    expect(await cover(items, 'checkerId')).toEqual([
      {
        path: 'check.keeperId',
        parent: 'keepers',
        hops: [
          ['depot_item', 'items', 3, 3, 3, null, 3],
          ['depot_seal', null, 2, 2, null, null, 2],
          ['depot_keeper', 'keepers', 1, 1, 1, null, 1],
        ],
      },
    ]);
  });

  test('records that are known by a natural key, and a parent that is no record of its mapping', async () => {
    await open().replaceRows(
      {
        depot_item: [item(1), item(2, { is_item: false })],
        depot_tag: [tag(1), tag(2, { word: 'g' }), tag(3, { item_id: 2 }), tag(4, { item_id: 3 })],
      },
      { depot_things: [thing(1), thing(2)], depot_tags: [newTag(1)] },
    );
    expect(await cover(tags, 'thingId')).toEqual([
      {
        path: 'itemId',
        parent: 'items',
        hops: [
          ['depot_tag', 'tags', 4, 4, 1, null, 4],
          ['depot_item', 'items', 4, 2, 2, null, 2],
        ],
      },
    ]);
  });

  test('nothing at all', async () => {
    await open().replaceRows({}, {});
    expect((await cover(items, 'boxId'))[0]?.hops).toEqual([
      ['depot_item', 'items', 0, 0, 0, null, 0],
      ['depot_box', 'boxes', 0, 0, 0, null, 0],
    ]);
  });

  test('a secret field is refused', async () => {
    await open().replaceRows({ depot_item: [item(1)] }, {});
    await expect(cover(keepingSecret(items, 'boxId'), 'boxId')).rejects.toThrow(Unanswerable);
  });

  test('a field without a path is refused', async () => {
    await open().replaceRows({ depot_item: range(1, 2, (id) => item(id)) }, {});
    await expect(cover(items, 'state')).rejects.toThrow(
      new Unanswerable(
        'field must be one that follows a legacy path to a parent: boxId, keeperId, lenderId, checkerId, box',
      ),
    );
  });
});
