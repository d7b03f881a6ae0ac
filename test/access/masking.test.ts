import { DispatchState } from '../../entities/legacy/dispatch-state';
import { ownProblem } from '../../reconciliation/tracing/own-causes';
import { Role } from '../../resolvers/access/role';
import { loadRows } from '../../sample/load-rows';
import { rowsOf } from '../../sample/making/row';
import { useWorld } from '../support/world';
import { carryOut } from '../writing/mutations';
import { MOMENT } from '../writing/world-people';
import { useRoles } from './role-callers';

const MASKED_ROLES = [Role.VIEWER, Role.AUTOMATION, Role.APPROVER];

interface Compared {
  readonly field: string;
  readonly state: string;
  readonly legacyValue: string | null;
  readonly expectedValue: string | null;
  readonly actualValue: string | null;
  readonly because: string | null;
}

const FIELDS =
  'fields { field state legacyValue expectedValue actualValue because bytes expectedLegacyId actualLegacyId }';

describe('what a masked caller sees', () => {
  const world = useWorld('postgres');
  const as = useRoles(world, [...MASKED_ROLES, Role.ANALYST, Role.SUPPORT, Role.ADMIN]);
  const fieldsOf = async (role: Role, query: string): Promise<ReadonlyMap<string, Compared>> => {
    const found = await as(role).ask<Record<string, { fields: Compared[] }>>(`{ ${query} { ${FIELDS} } }`);
    return new Map(Object.values(found).flatMap(({ fields }) => fields.map((field) => [field.field, field] as const)));
  };

  test.each(MASKED_ROLES)('%s: that two values differ, and which are alike, but not the values', async (role) => {
    await world().rows(`UPDATE profiles SET first_name = 'Changed', last_name = '' WHERE legacy_user_id = 1`);
    const fields = await fieldsOf(role, 'profile(legacyId: "1")');
    expect(fields.get('firstName')).toMatchObject({
      state: 'DIFFERENT',
      legacyValue: '(masked 1)',
      expectedValue: '(masked 1)',
      actualValue: '(masked 2)',
    });
    expect(fields.get('email')).toMatchObject({
      state: 'EQUAL',
      expectedValue: '(masked 1)',
      actualValue: '(masked 1)',
    });
    // NULL and the empty text are nobody's.
    expect(fields.get('lastName')).toMatchObject({ expectedValue: '(masked 1)', actualValue: '' });
    expect(fields.get('passwordHash')).toMatchObject({ legacyValue: '(secret)', actualValue: '(secret)' });
  });

  test('each of several values that a rule reads is masked by itself, and the others are not', async () => {
    const metadata = (await fieldsOf(Role.VIEWER, 'order(legacyId: "1001")')).get('metadata');
    const read = JSON.parse(metadata?.legacyValue ?? '{}') as Record<string, string | null>;
    expect(Object.values(read).filter((value) => value !== null && value !== '')).toEqual(
      expect.arrayContaining(['(masked)']),
    );
    const address = (await fieldsOf(Role.VIEWER, 'shipment(legacyId: "1001")')).get('shippingAddress');
    expect(address?.legacyValue).toContain('"patient.office.city":"(masked)"');
    expect(address?.expectedValue).toBe('(masked 1)');
  });

  test('a map tells nothing by being alike: the code and its label have no name in common', async () => {
    const sex = (await fieldsOf(Role.VIEWER, 'patient(legacyId: "101")')).get('sex');
    expect(sex).toMatchObject({ legacyValue: '(masked)', expectedValue: '(masked 1)', actualValue: '(masked 1)' });
  });

  test('A04: directly, by alias, in a fragment, by a variable and over a parent', async () => {
    const query = `query($id: ID!) {
      profile(legacyId: $id) { legacy { email name: firstName } ...more }
      order(legacyId: "1001") { legacy { patient { user { username } } } new { patient { profile { email } } } } }
      fragment more on ProfilePair { new { mail: email dateOfBirth } }`;
    const { data, errors, body } = await as(Role.VIEWER).request(query, { id: '8' });
    expect(data).toMatchObject({
      profile: { legacy: { email: '(masked)', name: '(masked)' }, new: { mail: '(masked)', dateOfBirth: null } },
      order: {
        legacy: { patient: { user: { username: '(masked)' } } },
        new: { patient: { profile: { email: '(masked)' } } },
      },
    });
    expect(errors).toMatchObject([{ path: ['profile', 'new', 'dateOfBirth'], extensions: { code: 'FORBIDDEN' } }]);
    expect(body).not.toContain('hanna');
  });

  test('a value keeps its class: what is made of a personal one, and what a personal one is made of, are masked too', async () => {
    const { data } = await as(Role.VIEWER).request<{ technician: { new: object; legacy: object } }>(
      '{ technician(legacyId: "4") { legacy { dateJoined } new { specialty hireDate } } }',
    );
    expect(data.technician.legacy).toEqual({ dateJoined: null });
    expect(data.technician.new).toMatchObject({ hireDate: null });
  });

  test('A04: the image of a row that was written, with names of each column alone', async () => {
    await world().rows(`UPDATE profiles SET first_name = 'Changed', last_name = 'Changed' WHERE legacy_user_id = 1`);
    const resolutions = ['firstName', 'lastName'].map((field) => ({ field, take: 'LEGACY' }));
    await carryOut(world(), 'reconcileRecord', { mapping: 'profiles', legacyId: '1', resolutions });
    interface Images {
      readonly before: Record<string, string | null>;
      readonly after: Record<string, string | null>;
    }
    const query = '{ changes(first: 1) { nodes { before after } } }';
    const masked = await as(Role.VIEWER).ask<{ changes: { nodes: Images[] } }>(query);
    const [change] = masked.changes.nodes;
    expect(change?.before).toMatchObject({ first_name: '(masked 1)', last_name: '(masked 1)', email: '(masked 1)' });
    expect(change?.after).toMatchObject({ first_name: '(masked 2)', last_name: '(masked 2)', email: '(masked 1)' });
    expect(change?.after).toMatchObject({ password_hash: '(secret)', legacy_user_id: '1' });
    const seen = await as(Role.SUPPORT).ask<{ changes: { nodes: Images[] } }>(query);
    expect(seen.changes.nodes[0]?.after).toMatchObject({ first_name: 'Adam', password_hash: '(secret)' });
  });

  test('a column that nobody declared is masked', async () => {
    await world().rows(`ALTER TABLE profiles ADD COLUMN nickname text DEFAULT 'CANARY-nick'`);
    try {
      await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
      const { body } = await as(Role.VIEWER).request('{ changes(first: 1) { nodes { after } } }');
      expect(body).toContain('"nickname":"(masked 1)"');
      expect(body).not.toContain('CANARY');
    } finally {
      await world().rows('ALTER TABLE profiles DROP COLUMN nickname');
    }
  });

  test('A04, A05: nothing can be searched, sorted or counted by a value, and no error repeats one', async () => {
    const asked = [
      '{ records(mapping: profiles, first: 5, where: { firstName: "Adam" }) { nodes { legacyId } } }',
      '{ records(mapping: profiles, first: 5, orderBy: FIRST_NAME) { nodes { legacyId } } }',
      '{ discrepancies(first: 5, where: { actualValue: "Adam" }) { nodes { id } } }',
      '{ changes(first: 5, where: { after: { first_name: "Adam" } }) { nodes { id } } }',
      '{ profile(email: "adam@example.com") { legacyId } }',
    ];
    for (const query of asked) {
      const { errors, data } = await as(Role.VIEWER).request(query);
      expect(data ?? null).toBeNull();
      expect(errors[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    }
  });

  test('A05: what a dry run would tell of a guessed value is for those alone who see the values', async () => {
    const guess = `mutation { reconcileRecord(input: { mapping: profiles, legacyId: "1", dryRun: true,
      resolutions: [{ field: "firstName", take: VALUE, value: "Adam" }] }) { userErrors { code } } }`;
    for (const role of MASKED_ROLES) {
      const { errors } = await as(role).request(guess);
      expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });

  test('an unmapped code that is personal is in no reason and no cause, and cannot be told from the id of its root', async () => {
    const state = { id: '900', instructionId: '1001', actorId: '1', status: '4', on: true, changedAt: MOMENT };
    const runner = world().legacy.createQueryRunner();
    await loadRows(runner, rowsOf(DispatchState, [state]), () => undefined);
    await runner.release();
    for (const role of [Role.VIEWER, Role.ANALYST]) {
      const field = (await fieldsOf(role, 'caseState(legacyId: "900")')).get('currentState');
      expect(field?.because).toBe('currentState: the legacy code has no label');
    }
    const caseStates = world().service.mapping('caseStates');
    const [pair] = await world().service.comparison.loader.listByLegacyIds(caseStates, ['900']);
    const problem = pair?.problems.find(({ code }) => code === 'CODE_UNMAPPED');
    if (pair === undefined || problem === undefined) throw new Error('the code was found');
    const { message, root } = ownProblem(pair, problem);
    expect(message).not.toContain('4');
    expect(root.id).toBe(ownProblem(pair, { ...problem, value: null }).root.id);
  });

  test('SECRET: not for an administrator either', async () => {
    const fields = await fieldsOf(Role.ADMIN, 'profile(legacyId: "1")');
    expect(fields.get('passwordHash')).toMatchObject({ legacyValue: '(secret)', expectedValue: '(secret)' });
    expect(fields.get('firstName')).toMatchObject({ legacyValue: 'Adam', actualValue: 'Adam' });
  });
});
