import { getNamedType } from 'graphql';
import { createSchema } from '../../resolvers/schema';
import { describeEachEngine } from '../support/servers';
import { shareWorld } from '../support/world';
import { newIdOf } from '../writing/world-new';
import { MAPPINGS } from './mapping-fields';
import { selectAll } from './selection';

const schema = createSchema();

describeEachEngine('the API', (engine) => {
  const world = shareWorld(engine);

  test.each(MAPPINGS)(
    '%s: the typed pair, the generic record and the search by new id agree',
    async (mapping, field, type, legacyId) => {
      const pair = '__typename mapping { name } legacyId newId newIds verdict fingerprint allowedActions';
      const newId = newIdOf(mapping, legacyId);
      const found = await world().api.ask<Record<string, object>>(`{
      typed: ${field}(legacyId: "${legacyId}") { ${pair} legacy { id } new { id } }
      byNewId: ${field}(newId: "${newId}") { ${pair} legacy { id } new { id } }
      record: record(mapping: ${mapping}, legacyId: "${legacyId}") { ${pair} }
      recordByNewId: record(mapping: ${mapping}, newId: "${newId.toUpperCase()}") { ${pair} } }`);
      const expected = {
        __typename: type,
        mapping: { name: mapping },
        legacyId,
        newId,
        newIds: [newId],
        verdict: 'MATCHED',
        allowedActions: ['DIFF'],
      };
      expect(found.typed).toMatchObject({ ...expected, legacy: { id: legacyId }, new: { id: newId } });
      expect(found.byNewId).toEqual(found.typed);
      expect(found.record).toMatchObject(expected);
      expect(found.recordByNewId).toEqual(found.record);
    },
  );

  test.each(MAPPINGS)(
    '%s: every field can be asked for, on a record that is there and one that is not',
    async (_, field, type, legacyId) => {
      const everything = selectAll(getNamedType(schema.getType(type)) ?? schema.getQueryType() ?? never(), 3);
      const found = await world().api.ask<Record<string, unknown>>(
        `{ there: ${field}(legacyId: "${legacyId}") ${everything} gone: ${field}(legacyId: "4711") { verdict } }`,
      );
      expect(found.there).not.toBeNull();
      expect(found.gone).toBeNull();
    },
  );

  test('an exact value stays exact: microseconds, decimals, an emoji and trailing white space', async () => {
    const { teamCommunication, payment } = await world().api.ask<Record<string, unknown>>(`{
      teamCommunication(legacyId: "20") { legacy { text createdAt author { username email } doctor { username } } new { body createdAt author { firstName } team { name } } }
      payment(legacyId: "5001") { legacy { totalPrice } new { amount order { orderNumber patient { patientNumber } } } } }`);
    expect(teamCommunication).toEqual({
      legacy: {
        text: 'hello 😀 ',
        createdAt: '2021-05-05T10:00:00.000001Z',
        author: { username: 'adam', email: 'adam@example.com' },
        doctor: { username: 'adam' },
      },
      new: {
        body: 'hello 😀 ',
        createdAt: '2021-05-05T10:00:00.000001Z',
        author: { firstName: 'Adam' },
        team: { name: 'Medical Team' },
      },
    });
    expect(payment).toEqual({
      legacy: { totalPrice: '120.10' },
      new: { amount: '120.10', order: { orderNumber: 'P101-1001', patient: { patientNumber: 'PAT-000101' } } },
    });
  });

  test('a blocked record tells its causes with the path, and what can be done', async () => {
    const { record } = await world().api.ask<{
      record: object;
    }>(`{ record(mapping: teamCommunications, legacyId: "22") {
      verdict newId allowedActions causes { code field message path { mapping legacyId state } rootCode root { mapping legacyId } remedies { kind mutation } }
      fields { field state expectedValue actualValue expectedLegacyId } discrepancy { state verdict fields } } }`);
    expect(record).toMatchObject({
      verdict: 'BLOCKED',
      newId: null,
      causes: [
        {
          code: 'PARENT_NOT_ELIGIBLE',
          field: 'authorId',
          path: [
            { mapping: 'teamCommunications', legacyId: '22' },
            { mapping: 'profiles', legacyId: '4' },
          ],
          rootCode: 'PARENT_NOT_ELIGIBLE',
          root: { mapping: 'profiles', legacyId: '4' },
        },
      ],
      discrepancy: { state: 'OPEN', verdict: 'BLOCKED', fields: ['authorId'] },
    });
    expect(JSON.stringify(record)).toContain('only verified doctors write to the team');
  });

  test('children are grouped by mapping and field, with the first of them', async () => {
    interface Group {
      readonly mapping: string;
      readonly field: string;
      readonly count: number;
      readonly records: readonly { legacyId: string; verdict: string | null }[];
    }
    const { profile } = await world().api.ask<{ profile: { children: Group[] } }>(
      '{ profile(legacyId: "2") { children { mapping field count records(first: 1) { legacyId verdict } } } }',
    );
    const groups = new Map(profile.children.map((group) => [`${group.mapping}.${group.field}`, group]));
    expect(groups.get('teamCommunications.authorId')).toMatchObject({
      count: 2,
      records: [{ legacyId: '21', verdict: 'MISSING' }],
    });
    expect(groups.get('doctorNotes.doctorId')).toMatchObject({ count: 4, records: [{ legacyId: '23' }] });
    expect(groups.get('doctors.profileId')).toMatchObject({
      count: 1,
      records: [{ legacyId: '2', verdict: 'MATCHED' }],
    });
  });

  test('parents are named with their verdict', async () => {
    const { order } = await world().api.ask<{ order: { parents: object[] } }>(
      '{ order(legacyId: "1005") { parents { mapping legacyId newId state verdict } } }',
    );
    expect(order.parents).toContainEqual({
      mapping: 'patients',
      legacyId: '103',
      newId: null,
      state: 'patientId',
      verdict: 'BLOCKED',
    });
    expect(order.parents).toContainEqual({
      mapping: 'doctors',
      legacyId: '1',
      newId: newIdOf('doctors', '1'),
      state: 'doctorId',
      verdict: 'MATCHED',
    });
  });

  test('root causes are ranked by what they block, with a sample and remedies', async () => {
    interface Root {
      readonly code: string;
      readonly blocks: number;
      readonly record: { legacyId: string } | null;
      readonly sample: readonly { legacyId: string }[];
      readonly remedies: readonly { kind: string }[];
    }
    const { rootCauses } = await world().api.ask<{ rootCauses: Root[] }>(
      '{ rootCauses(mapping: teamCommunications) { id code message blocks record { mapping table legacyId verdict } sample(first: 2) { legacyId } remedies { kind message mutation } } }',
    );
    expect(rootCauses.map((root) => root.blocks)).toEqual(
      rootCauses.map((root) => root.blocks).sort((first, second) => second - first),
    );
    expect(rootCauses[0]).toMatchObject({
      code: 'NOT_MIGRATED',
      blocks: 4,
      record: null,
      sample: [{ legacyId: '21' }, { legacyId: '29' }],
    });
    expect(rootCauses.find((root) => root.record?.legacyId === '6')).toMatchObject({
      code: 'PARENT_MISSING',
      blocks: 1,
      sample: [{ legacyId: '23' }],
    });
    expect(rootCauses.every((root) => root.remedies.length > 0)).toBe(true);
  });
});

function never(): never {
  throw new Error('the schema has no such type');
}
