import { findParents } from '../../reconciliation/answers/parent-spread/new-spread';
import { spreadParents } from '../../reconciliation/answers/parent-spread/parent-spread';
import { Unanswerable } from '../../reconciliation/answers/unanswerable';
import type { MappedField, Mapping } from '../../reconciliation/mapping';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { teams } from '../../reconciliation/mappings/teams';
import { expand, world } from '../mappings/fixture';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import {
  aboutPeople,
  box,
  depot,
  item,
  items,
  keeper,
  keepingSecret,
  newBox,
  newKeeper,
  range,
  thing,
} from './answers-world';
import { message, note } from './record';

describeEachEngine('the spread over parents', (engine) => {
  const open = useTwoSides(engine, { mappings: depot });
  const spread = (field: string) => spreadParents(open().sides, items, field);

  test('a parent that owns more than the legacy side gives it is an outlier, and one that lost rows is not', async () => {
    await open().replaceRows(
      {
        depot_box: range(1, 12, (id) => box(id)),
        depot_item: range(1, 24, (id) => item(id, { box_id: 1 + (id % 12) })),
      },
      {
        depot_boxes: range(1, 12, (id) => newBox(id)),
        depot_things: range(1, 24, (id) =>
          thing(id, { box_id: id <= 20 ? 'box 3' : id === 24 ? null : `box ${id - 20}` }),
        ),
      },
    );
    const found = await spread('boxId');
    expect(found.new).toEqual({ rows: 24, named: 23, parents: 3 });
    expect(found.legacy).toEqual({ rows: 24, named: 24, parents: 12 });
    expect(
      found.parents.map(({ parent, newCount, legacyCount, isOutlier }) => [
        parent.legacyId,
        newCount,
        legacyCount,
        isOutlier,
      ]),
    ).toEqual([
      ['3', 21, 2, true],
      ...['1', '2']
        .map((id) => [id, 1, 2, false])
        .sort(([one], [other]) => (uuidOf(`box ${one}`) < uuidOf(`box ${other}`) ? -1 : 1)),
    ]);
    expect(found.parents[0]).toMatchObject({
      newShare: 21 / 23,
      legacyShare: 2 / 24,
      parent: { newId: uuidOf('box 3') },
    });
    expect(found.findings).toEqual(['boxes 3 owns 21 rows (91.3 %), and 2 on the legacy side (8.3 %)']);
  });

  test('a parent with few rows, or with as many as the legacy side gives it, is none', async () => {
    await open().replaceRows(
      {
        depot_item: [
          ...range(1, 12, (id) => item(id, { box_id: 1 })),
          ...range(13, 60, (id) => item(id, { box_id: id })),
        ],
      },
      {
        depot_boxes: [newBox(1), newBox(2)],
        depot_things: [...range(1, 12, (id) => thing(id)), ...range(13, 21, (id) => thing(id, { box_id: 'box 2' }))],
      },
    );
    expect((await spread('boxId')).parents.map(({ isOutlier }) => isOutlier)).toEqual([false, false]);
  });

  test('a row that claims no legacy record, and an id that no row has', async () => {
    await open().replaceRows(
      { depot_item: range(1, 30, (id) => item(id)) },
      {
        depot_boxes: [newBox(1, { id: 'native box', legacy_box_id: null })],
        depot_things: [
          ...range(1, 20, (id) => thing(id, { box_id: 'native box' })),
          ...range(21, 30, (id) => thing(id, { box_id: 'nowhere' })),
        ],
      },
    );
    const { parents, findings } = await spread('boxId');
    expect(parents).toMatchObject([
      {
        isOutlier: true,
        legacyCount: 0,
        parent: { legacyId: null, newId: uuidOf('native box'), state: 'claims no legacy record' },
      },
      {
        isOutlier: true,
        legacyCount: 0,
        parent: { legacyId: null, newId: uuidOf('nowhere'), state: 'points at no row' },
      },
    ]);
    expect(findings[0]).toContain(`boxes ${uuidOf('native box')} owns 20 rows`);
  });

  test('of several paths the first that is set counts', async () => {
    await open().replaceRows(
      {
        depot_keeper: range(1, 2, (id) => keeper(id)),
        depot_box: [box(1, { keeper_id: 1 })],
        depot_item: [item(1, { lender_id: 2 }), item(2), item(3, { box_id: null })],
      },
      {
        depot_keepers: range(1, 2, (id) => newKeeper(id)),
        depot_things: [thing(1, { lender_id: 'keeper 2' }), thing(2)],
      },
    );
    const { legacy, parents } = await spread('lenderId');
    expect(legacy).toEqual({ rows: 3, named: 2, parents: 2 });
    expect(new Map(parents.map(({ parent, legacyCount }) => [parent.legacyId, legacyCount]))).toEqual(
      new Map([
        ['1', 1],
        ['2', 1],
      ]),
    );
  });

  test('only records and rows of the mapping count', async () => {
    await open().replaceRows(
      { depot_item: [item(1), item(2, { is_item: false })] },
      { depot_boxes: [newBox(1)], depot_things: [thing(1), thing(2, { sort: 'other' })] },
    );
    expect(await spread('boxId')).toMatchObject({
      new: { rows: 1 },
      legacy: { rows: 1 },
      parents: [{ newCount: 1, legacyCount: 1 }],
    });
  });

  test('a secret field is refused', async () => {
    const refused = spreadParents(open().sides, keepingSecret(items, 'boxId'), 'boxId');
    await expect(refused).rejects.toThrow('field must be one that names a parent: keeperId, lenderId, checkerId');
  });

  test('a field that names no parent is refused', async () => {
    await expect(spread('state')).rejects.toThrow(
      new Unanswerable('field must be one that names a parent: boxId, keeperId, lenderId, checkerId'),
    );
  });
});

describeEachEngine('the spread over parents of the lab', (engine) => {
  const open = useTwoSides(engine);

  test('a parent that every record has by rule is no outlier', async () => {
    const numbers = range(1_001, 1_020, (id) => id);
    await open().replaceRows(
      expand(world.legacy, { dispatch_note: [note({ '#': numbers })] }),
      expand(world.new, { team_communications: [message({ '#': numbers })] }),
    );
    const { legacy, parents } = await spreadParents(open().sides, teamCommunications, 'teamId');
    expect(legacy.parents).toBe(1);
    expect(parents).toMatchObject([
      {
        isOutlier: false,
        legacyShare: 1,
        parent: { legacyId: null, newId: uuidOf('team 7'), state: 'present: Medical Team' },
      },
    ]);
  });

  test('a parent that is known by a natural key goes without it where that is personal', async () => {
    await open().replaceRows(expand(world.legacy, {}), expand(world.new, {}));
    const states = async (parent: Mapping): Promise<string[]> => {
      const [field] = parent.fields;
      const reference = { mapping: parent, field: field as MappedField, parents: [parent] };
      const found = await findParents(open().sides.new, reference, [uuidOf('team 7')]);
      return [...found.values()].map(({ hop }) => hop.state);
    };
    expect(await states(teams)).toEqual(['present: Medical Team']);
    expect(await states(aboutPeople(teams, 'name'))).toEqual(['present']);
  });
});
