import { getNamedType, isInterfaceType } from 'graphql';
import { Role } from '../../resolvers/access/role';
import { createSchema } from '../../resolvers/schema';
import { MAPPINGS } from '../resolvers/mapping-fields';
import { selectAll } from '../resolvers/selection';
import { describeEachEngine } from '../support/servers';
import { shareWorld } from '../support/world';
import { carryOut } from '../writing/mutations';
import { listPersonalTexts } from './personal-texts';
import { useRoles } from './role-callers';

const schema = createSchema();

const fieldsOfType = (name: string): string[] => {
  const type = schema.getType(name);
  return isInterfaceType(type) ? Object.keys(type.getFields()) : [];
};

/** What every pair has, whatever its entities. */
const COMMON = fieldsOfType('RecordPair').filter((name) => name !== 'verdict');
describeEachEngine('A04: nothing personal in whatever a record leads to', (engine) => {
  const world = shareWorld(engine);
  const as = useRoles(world, [Role.VIEWER, Role.ANALYST]);
  let personal: string[] = [];

  beforeAll(async () => {
    await world().rows(`UPDATE profiles SET first_name = 'Somebody else' WHERE legacy_user_id = 1`);
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
    personal = await listPersonalTexts({ legacy: world().legacy, new: world().new });
  });

  const leaked = (body: string): string[] =>
    personal.filter((text) => body.includes(`"${JSON.stringify(text).slice(1, -1)}"`));

  const parts = MAPPINGS.flatMap((mapping) => [['entities', ...mapping] as const, ['comparison', ...mapping] as const]);

  test.each(parts)('%s of %s', async (part, _, field, type, legacyId) => {
    const leftOut = part === 'entities' ? COMMON : ['mapping', 'legacy', 'new'];
    const everything = selectAll(getNamedType(schema.getType(type)) ?? never(), 4, leftOut);
    const query = `{ ${field}(legacyId: "${legacyId}") ${everything} }`;
    const { body, errors, data } = await as(Role.VIEWER).request<Record<string, object>>(query);
    expect(data[field]).toBeTruthy();
    expect(leaked(body)).toEqual([]);
    expect(new Set(errors.map((error) => error.extensions?.code))).toEqual(
      new Set(errors.length > 0 ? ['FORBIDDEN'] : []),
    );
  });

  test('nor in the lists', async () => {
    const { body } = await as(Role.VIEWER).request(`{
      changes(first: 100) { nodes { before after reason } } discrepancies(first: 100) { nodes { id fields } }
      a: rootCauses(mapping: profiles, first: 100) { id message } b: rootCauses(mapping: paymentOperations) { message }
      duplicates(mapping: doctorNotes) { groups { claim } } codeMap(mapping: patients, field: "sex") { entries { code expectedValue values { value } } findings }
      fieldProfile(mapping: profiles, field: "firstName") { new { least greatest } legacy { least greatest } findings }
      integrityChecks { mapping } mappingChecks { message } }`);
    expect(leaked(body)).toEqual([]);
  });

  test('an analyst sees them', async () => {
    const { body } = await as(Role.ANALYST).request(
      `{ profile(legacyId: "2") { legacy { email } fields { expectedValue } } }`,
    );
    expect(leaked(body)).toContain('bea@example.com');
  });
});

function never(): never {
  throw new Error('the schema has no such type');
}
