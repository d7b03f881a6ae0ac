import { drawLineage, type LineageBounds } from '../../reconciliation/answers/lineage/lineage';
import { LineageGraph } from '../../reconciliation/answers/lineage/lineage-graph';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
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
  keeper,
  keepers,
  newBox,
  newKeeper,
  range,
  tag,
  tags,
  thing,
} from './answers-world';
import { entry, inventedRows, row } from './invented';
import { message, note } from './record';

const BOUNDS: LineageBounds = { up: 10, down: 1, first: 10 };

describeEachEngine('the lineage of a record', (engine) => {
  const open = useTwoSides(engine, { mappings: [...depot, inventedRows] });
  const draw = async (mapping: Mapping, legacyId: string, bounds: Partial<LineageBounds> = {}) => {
    const { loader } = open().comparison;
    const wanted = { mapping, legacyId, ...BOUNDS, ...bounds };
    const { nodes, edges, truncated } = await drawLineage(loader, [...depot, inventedRows], wanted);
    return {
      nodes: nodes.map(({ id, hop, distance }) => [distance, id, hop.verdict ?? null]),
      edges: edges.map(({ from, to, field }) => `${from} ${field} ${to}`).sort(),
      truncated,
    };
  };

  const fill = (): Promise<void> =>
    open().replaceRows(
      {
        depot_keeper: [keeper(1), keeper(2)],
        depot_box: [box(1), box(2, { keeper_id: 2 })],
        depot_item: [item(1), item(2, { lender_id: 2 }), item(3, { box_id: 2 })],
        depot_tag: [tag(1), tag(2, { item_id: 3 })],
      },
      {
        depot_keepers: [newKeeper(1)],
        depot_boxes: [newBox(1)],
        depot_things: [thing(1), thing(2, { state: 'used' })],
      },
    );

  test('ancestors of any depth with their verdicts, requirements among them', async () => {
    await fill();
    expect(await draw(tags, '2')).toEqual({
      nodes: [
        [-2, 'boxes/2', 'MISSING'],
        [-2, 'keepers/2', 'MISSING'],
        [-1, 'items/3', 'BLOCKED'],
        [0, 'tags/2', 'MISSING'],
      ],
      edges: [
        'boxes/2 keeperId keepers/2',
        'items/3 box boxes/2',
        'items/3 boxId boxes/2',
        'items/3 keeperId keepers/2',
        'items/3 lenderId keepers/2',
        'tags/2 thingId items/3',
      ],
      truncated: [],
    });
  });

  test('descendants, each once and by every field that names an ancestor of theirs', async () => {
    await fill();
    expect(await draw(keepers, '1', { down: 5 })).toEqual({
      nodes: [
        [0, 'keepers/1', 'MATCHED'],
        [1, 'boxes/1', 'MATCHED'],
        [1, 'items/1', 'MATCHED'],
        [1, 'items/2', 'DIFFERENT'],
        [2, 'tags/1', 'MISSING'],
      ],
      edges: [
        'boxes/1 keeperId keepers/1',
        'items/1 box boxes/1',
        'items/1 boxId boxes/1',
        'items/1 keeperId keepers/1',
        'items/1 lenderId keepers/1',
        'items/2 box boxes/1',
        'items/2 boxId boxes/1',
        'items/2 keeperId keepers/1',
        'tags/1 thingId items/1',
      ],
      truncated: [],
    });
  });

  test('a parent that neither side has, and a record that is not there itself', async () => {
    await open().replaceRows({ depot_box: [box(1, { keeper_id: 9 })] }, {});
    expect(await draw(depot[1] ?? tags, '1')).toMatchObject({
      nodes: [
        [-1, 'keepers/9', null],
        [0, 'boxes/1', 'MISSING'],
      ],
      edges: ['boxes/1 keeperId keepers/9'],
    });
    expect(await draw(keepers, '4711')).toEqual({ nodes: [[0, 'keepers/4711', null]], edges: [], truncated: [] });
  });

  test('a long chain ends where it was told to, and says so', async () => {
    const chain = range(1, 30, (id) => entry(String(id), { previous_id: Math.max(id - 1, 1) }));
    await open().replaceRows({ invented_entry: chain }, { invented_rows: [row('1')] });
    const whole = await draw(inventedRows, '30', { up: 50, down: 0 });
    expect([whole.nodes.length, whole.edges.length, whole.truncated]).toEqual([30, 30, []]);
    expect(whole.nodes[0]).toEqual([-29, 'inventedRows/1', 'MATCHED']);
    const cut = await draw(inventedRows, '30', { up: 5, down: 0 });
    expect([cut.nodes.length, cut.truncated]).toEqual([6, ['there are ancestors more than 5 generations up']]);
    const below = await draw(inventedRows, '10', { up: 0, down: 5 });
    expect(below.nodes.map(([distance]) => distance)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('records that name each other end the walk', async () => {
    const circle = [entry('1', { previous_id: 2 }), entry('2', { previous_id: 1 })];
    await open().replaceRows({ invented_entry: circle }, {});
    const { nodes, edges } = await draw(inventedRows, '1', { down: 3 });
    expect(nodes).toHaveLength(2);
    expect(edges).toEqual(['inventedRows/1 previousId inventedRows/2', 'inventedRows/2 previousId inventedRows/1']);
  });

  test('more children than were asked for', async () => {
    await open().replaceRows({ depot_keeper: [keeper(1)], depot_box: range(1, 12, (id) => box(id)) }, {});
    const { nodes, truncated } = await draw(keepers, '1', { first: 3 });
    expect(nodes).toHaveLength(4);
    expect(truncated).toEqual(['only the first 3 of boxes by keeperId are shown']);
  });

  test('no more than 500 records, each with an edge', async () => {
    await open().replaceRows(
      {
        depot_keeper: [keeper(1)],
        depot_box: range(1, 60, (id) => box(id)),
        depot_item: range(1, 600, (id) => item(id, { box_id: 1 + (id % 60) })),
      },
      {},
    );
    const { nodes, edges, truncated } = await draw(keepers, '1', { down: 5, first: 100 });
    expect(nodes).toHaveLength(500);
    expect(new Set(edges.map((edge) => edge.split(' ')[0])).size).toBe(499);
    expect(truncated).toContain('there are more than 500 records');
  });
});

describeEachEngine('the lineage of a record of the lab', (engine) => {
  const open = useTwoSides(engine);

  test('a parent that is known by a natural key is found by it, on both sides', async () => {
    await open().replaceRows(
      expand(world.legacy, { dispatch_note: [note()] }),
      expand(world.new, { team_communications: [message()] }),
    );
    const { loader } = open().comparison;
    const wanted = { mapping: teamCommunications, legacyId: '10', ...BOUNDS };
    const { nodes, edges } = await drawLineage(loader, mappings, wanted);
    const team = nodes.find(({ hop }) => hop.mapping?.name === 'teams');
    expect(team).toMatchObject({ id: 'teams/7', distance: -1, hop: { legacyId: '7', newId: uuidOf('team 7') } });
    expect(edges).toContainEqual({ from: 'teamCommunications/10', to: 'teams/7', field: 'teamId' });
  });

  test('an absent parent goes without its name where that is personal', () => {
    const graph = new LineageGraph();
    graph.addAbsent(aboutPeople(teams, 'name'), 'CANARY', -1);
    graph.addAbsent(teams, 'Night Shift', -1);
    expect(graph.finish().nodes).toMatchObject([
      { id: 'teams/absent 0', hop: { legacyId: null, state: 'on neither side' } },
      { id: 'teams/Night Shift', hop: { legacyId: null, state: 'Night Shift: on neither side' } },
    ]);
  });
});
