import { classesOf, isPersonal } from '../../reconciliation/data-classes';
import { fieldOf, isCompared } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { Role } from '../../resolvers/access/role';
import { useWorld } from '../support/world';
import { listPersonalTexts } from './personal-texts';
import { useRoles } from './role-callers';

const classes = classesOf(mappings);

/** Every field whose values a viewer sees masked in a record. */
const masked = mappings.flatMap((mapping) =>
  mapping.fields
    .filter((field) => isPersonal(classes.ofField(mapping, field).new))
    .map((field) => ({ mapping, field: field.property, rule: field.rule })),
);

/** A pseudonym, nothing, or an object of these where a rule reads several values. */
const PSEUDONYM = /^((value \d+)?|\{("[\w.]+":("(value \d+)?"|null),?)+\})$/;

interface Codes {
  readonly isMasked: boolean;
  readonly entries: readonly {
    code: string | null;
    expectedValue: string | null;
    values: { value: string | null }[];
  }[];
}

interface Range {
  readonly least: string | null;
  readonly greatest: string | null;
}

describe('A04: answers about many records show a viewer nothing that is masked in one', () => {
  const world = useWorld('postgres');
  const as = useRoles(world, [Role.VIEWER, Role.ANALYST]);

  test('there are such fields', () => expect(masked.length).toBeGreaterThan(100));

  test('code maps hold pseudonyms', async () => {
    const asked = masked.filter(
      ({ rule }) => isCompared(rule) && rule.reference === undefined && rule.variants === undefined,
    );
    for (const { mapping, field } of asked) {
      const query = `{ codeMap(mapping: ${mapping.name}, field: "${field}") { isMasked entries { code expectedValue values { value } } } }`;
      for (const role of [Role.VIEWER, Role.ANALYST]) {
        const { codeMap } = await as(role).ask<{ codeMap: Codes }>(query);
        const texts = codeMap.entries.flatMap(({ code, expectedValue, values }) => [
          code,
          expectedValue,
          ...values.map(({ value }) => value),
        ]);
        expect([mapping.name, field, codeMap.isMasked]).toEqual([mapping.name, field, true]);
        expect(texts.filter((text) => text !== null && !PSEUDONYM.test(text))).toEqual([]);
      }
    }
  });

  test('profiles have no least and no greatest value', async () => {
    for (const { mapping, field } of masked) {
      const { fieldProfile } = await as(Role.VIEWER).ask<{ fieldProfile: { new: Range; legacy: Range[] } }>(
        `{ fieldProfile(mapping: ${mapping.name}, field: "${field}") { new { least greatest } legacy { least greatest } } }`,
      );
      for (const { least, greatest } of [fieldProfile.new, ...fieldProfile.legacy])
        expect([mapping.name, field, least, greatest]).toEqual([mapping.name, field, null, null]);
    }
  });

  test('the report names kinds of work, and nothing of a person', async () => {
    const { body, data } = await as(Role.VIEWER).request<{
      report: { measures: { mapping: string; field: string; parts: { value: string | null }[] }[] };
    }>('{ report { measures { mapping field note parts { value isOther } } } }');
    for (const { mapping: name, field, parts } of data.report.measures) {
      const mapping = world().service.mapping(name);
      const { new: dataClass } = classes.ofField(mapping, fieldOf(mapping, field));
      if (isPersonal(dataClass)) expect(parts.map(({ value }) => value)).toEqual(parts.map(() => null));
    }
    const kinds = data.report.measures.find(({ mapping, parts }) => mapping === 'technicians' && parts.length > 0);
    expect(kinds?.parts).toContainEqual({ value: 'Setup', isOther: false });
    const personal = await listPersonalTexts({ legacy: world().legacy, new: world().new });
    expect(personal.filter((text) => body.includes(JSON.stringify(text)))).toEqual([]);
  });

  test('notes that a load kept beside a masked value are masked as well', async () => {
    await world().rows(`INSERT INTO order_states (id, legacy_state_id, order_id, to_status, metadata)
      SELECT gen_random_uuid(), 900, id, 'approved', '{"legacy_status": 12}' FROM orders ORDER BY id LIMIT 1`);
    await world().legacy.query(`INSERT INTO dispatch_state (id, status, "on", changed_at, instruction_id)
      SELECT 900, 12, true, '2024-01-01', 1001`);
    const query =
      '{ orderState(legacyId: "900") { new { metadata toStatus } fields { field legacyValue actualValue } } }';
    const { body, data } = await as(Role.VIEWER).request<{ orderState: { new: object } }>(query);
    expect(data.orderState.new).toMatchObject({ metadata: '(masked)' });
    expect(body).not.toMatch(/legacy_status|approved/);
    expect((await as(Role.ANALYST).request(query)).body).toMatch(/legacy_status.*approved/);
  });
});
