import { countRows } from '../../reconciliation/answers/row-provenance';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { depot, items, newBox, newTag, tags, thing } from './answers-world';

describe('where rows come from', () => {
  const open = useTwoSides('postgres', { mappings: depot });

  const change = (kind: string, table: string, name: string): Promise<unknown> =>
    open().new.query(
      `INSERT INTO counterpart.change (mapping, table_name, kind, new_id, mutation, actor, reason)
       VALUES ('any', $1, $2, $3, 'migrateRecord', 'tester', 'for a test')`,
      [table, kind, uuidOf(name)],
    );

  test('rows that claim a record, native ones and those that this service wrote', async () => {
    await open().replaceRows(
      {},
      {
        depot_things: [
          thing(1),
          thing(2),
          thing(3),
          thing(4, { id: 'native', legacy_item_id: null }),
          thing(5, { sort: 'other' }),
        ],
        depot_tags: [newTag(1), newTag(2, { thing_id: 'native' }), newTag(3, { word: null })],
      },
    );
    await change('INSERT', 'depot_things', 'thing 1');
    await change('UPDATE', 'depot_things', 'thing 1');
    // Was there before, was removed and put back.
    await change('DELETE', 'depot_things', 'thing 2');
    await change('INSERT', 'depot_things', 'thing 2');
    // Is gone again, is another mapping's, has the id of a row in another table.
    await change('INSERT', 'depot_things', 'gone');
    await change('INSERT', 'depot_things', 'thing 5');
    await change('INSERT', 'depot_boxes', 'thing 3');
    const counts = await countRows(open().sides.new, [items, tags]);
    expect(counts).toEqual(
      new Map([
        ['items', { total: 4, claiming: 3, native: 1, written: 1 }],
        ['tags', { total: 3, claiming: 1, native: 2, written: 0 }],
      ]),
    );
  });

  test('nothing to count', async () => {
    await open().replaceRows({}, { depot_boxes: [newBox(1)] });
    expect(await countRows(open().sides.new, [])).toEqual(new Map());
    expect((await countRows(open().sides.new, [items])).get('items')).toMatchObject({ total: 0, claiming: 0 });
  });
});
