import { createCodeMap } from '../../reconciliation/answers/code-map/code-map';
import { profileField } from '../../reconciliation/answers/field-profile/field-profile';
import { spreadParents } from '../../reconciliation/answers/parent-spread/parent-spread';
import { coverPaths } from '../../reconciliation/answers/path-coverage/path-coverage';
import { mappings } from '../../reconciliation/mappings/all';
import { messages } from '../../reconciliation/mappings/messages';
import { expand, world } from '../mappings/fixture';
import { useTwoSides, uuidOf } from '../mappings/two-sides';
import { describeEachEngine } from '../support/servers';
import { range } from './answers-world';

const PATIENT = 11;
const USER = 58;
const PLAN = 12;

describeEachEngine('answers about a generic reference', (engine) => {
  const open = useTwoSides(engine);

  // Twelve messages to patient 1, three to account 4, one to an account that is gone, two to a plan.
  beforeEach(async () => {
    const { dispatch_record: _records, ...legacy } = expand(world.legacy, {
      django_content_type: [],
    });
    const { messages: _messages, message_attachments: _attachments, ...current } = expand(world.new, {});
    const record = (numbers: number[], type: number, target: number) => ({
      '#': numbers,
      like: 1,
      target_type_id: type,
      target_id: target,
    });
    const added = expand(
      { dispatch_record: world.legacy.dispatch_record ?? [] },
      {
        dispatch_record: [
          record(
            range(101, 112, (id) => id),
            PATIENT,
            1,
          ),
          record([113, 114, 115], USER, 4),
          record([116], USER, 99),
          record([117, 118], PLAN, 1),
        ],
      },
    );
    const written = expand(
      { messages: world.new.messages ?? [] },
      { messages: [{ '#': range(101, 115, (id) => id), like: 1, recipient_id: 'profile 4' }] },
    );
    const isAdded = (row: { readonly id?: unknown }): boolean => Number(row.id) > 100;
    await open().replaceRows(
      { ...legacy, dispatch_record: (added.dispatch_record ?? []).filter(isAdded) },
      { ...current, messages: (written.messages ?? []).filter((row) => Number(row.legacy_record_id) > 100) },
    );
  });

  test('all kinds of parents are counted together, and each is named by its own mapping', async () => {
    const spread = await spreadParents(open().sides, messages, 'recipientId');
    expect(spread.new).toEqual({ rows: 15, named: 15, parents: 1 });
    expect(spread.legacy).toEqual({ rows: 18, named: 16, parents: 3 });
    expect(spread.parents).toMatchObject([
      { parent: { legacyId: '4', newId: uuidOf('profile 4') }, newCount: 15, legacyCount: 3, isOutlier: true },
    ]);
    expect(spread.parents[0]?.parent.mapping?.name).toBe('profiles');
  });

  test('each kind of parent has a path of its own', async () => {
    const { paths } = await coverPaths(open().sides, mappings, messages, 'recipientId');
    const counts = paths.map(({ parent, hops }) => [
      parent.name,
      ...hops.map(({ named, found, migrated }) => [named, found, migrated]),
    ]);
    expect(counts).toEqual([
      ['patients', [12, 12, 12], [12, 12, 12]],
      ['profiles', [4, 4, 3], [4, 3, 3]],
    ]);
  });

  test('a content type is a code of two parts', async () => {
    const { entries } = await createCodeMap(open().sides, messages, 'recipientType');
    expect(
      entries.map(({ code, expected, isListed, count, withoutRow }) => [
        JSON.parse(code ?? '{}') as object,
        expected,
        isListed,
        count,
        withoutRow,
      ]),
    ).toEqual([
      [{ 'targetType.appLabel': 'dispatch', 'targetType.model': 'patient' }, 'patient', true, 12, 0],
      [{ 'targetType.appLabel': 'auth', 'targetType.model': 'user' }, 'user', true, 4, 1],
      [{ 'targetType.appLabel': 'dispatch', 'targetType.model': 'plan' }, null, false, 2, 2],
    ]);
  });

  test('the id and both parts of the type are profiled', async () => {
    const { legacy } = await profileField(open().sides, messages, 'recipientId');
    expect(legacy.map(({ path, rows, distinct }) => [path, rows, distinct])).toEqual([
      ['targetId', 18, 3],
      ['targetType.appLabel', 18, 2],
      ['targetType.model', 18, 3],
    ]);
  });
});
