import { primaryColumn } from '../../entities/table';
import { coverPaths } from '../../reconciliation/answers/path-coverage/path-coverage';
import { companion } from '../../reconciliation/declaration';
import type { Companions, Mapping, Rule } from '../../reconciliation/mapping';
import { reference } from '../../reconciliation/rules/reference';
import { useTwoSides } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import {
  box,
  boxes,
  DepotBox,
  depot,
  item,
  items,
  keeper,
  keepers,
  newBox,
  newKeeper,
  range,
  thing,
} from './answers-world';

/** The mapping with nothing but this requirement, which goes by the name of the companion. */
const requiring = (mapping: Mapping, companions: Companions, rule: Rule): Mapping => ({
  ...mapping,
  legacy: { ...mapping.legacy, companions },
  requirements: [{ property: 'first', column: primaryColumn(mapping.new.table), rule }],
  fields: mapping.fields.filter((field) => field.rule.reference === undefined),
});

describeEachEngine('the survivors of a path', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const hopsOf = async (mapping: Mapping, field: string) => {
    const { paths } = await coverPaths(open().sides, depot, mapping, field);
    return paths.map(({ hops }) =>
      hops.map(({ table, named, found, migrated, survivors }) => [table.name, named, found, migrated, survivors]),
    );
  };

  test('what arrived at every hop, but not in one piece, is no survivor', async () => {
    // Each hop has two of three records, and one record has both hops.
    await open().replaceRows(
      {
        depot_keeper: range(1, 3, (id) => keeper(id)),
        depot_box: range(1, 3, (id) => box(id, { keeper_id: id })),
        depot_item: range(1, 3, (id) => item(id, { box_id: id })),
      },
      {
        depot_keepers: [newKeeper(1), newKeeper(2)],
        depot_boxes: [newBox(1), newBox(3)],
        depot_things: [thing(2), thing(3)],
      },
    );
    expect(await hopsOf(items, 'keeperId')).toEqual([
      [
        ['depot_item', 3, 3, 2, 3],
        ['depot_box', 3, 3, 2, 2],
        ['depot_keeper', 3, 3, 2, 1],
      ],
    ]);
  });

  test('a path that ends in the id of a companion meets the parent there', async () => {
    await open().replaceRows(
      {
        depot_keeper: range(1, 3, (id) => keeper(id)),
        depot_box: [box(1), box(2), box(3, { keeper_id: 3 })],
        depot_item: [item(1, { lender_id: 1 }), item(2, { lender_id: 2 }), item(3)],
      },
      { depot_keepers: [newKeeper(1)], depot_boxes: [newBox(1), newBox(2)], depot_things: [thing(1), thing(2)] },
    );
    const first = reference('first.id', () => boxes);
    // Nothing names a keeper's first box; the lender's is looked for where there is a lender.
    expect(await hopsOf(requiring(keepers, { first: companion(DepotBox, 'keeperId') }, first), 'first')).toEqual([
      [
        ['depot_keeper', 3, 3, 1, 3],
        ['depot_box', 2, 2, 1, 1],
      ],
    ]);
    const lent = requiring(items, { first: companion(DepotBox, 'keeperId', { of: 'lenderId' }) }, first);
    expect(await hopsOf(lent, 'first')).toEqual([
      [
        ['depot_item', 3, 3, 2, 3],
        ['depot_box', 2, 1, 1, 1],
      ],
    ]);
  });

  test('a record counts on whichever page it is', async () => {
    const last = 5_003;
    await open().replaceRows(
      {
        depot_keeper: [keeper(1)],
        depot_box: [box(1)],
        depot_item: range(1, last, (id) => item(id, { remark: null })),
      },
      { depot_keepers: [newKeeper(1)], depot_boxes: [newBox(1)], depot_things: [thing(1), thing(last)] },
    );
    expect(await hopsOf(items, 'boxId')).toEqual([
      [
        ['depot_item', last, last, 2, last],
        ['depot_box', last, last, last, last],
      ],
    ]);
  });
});
