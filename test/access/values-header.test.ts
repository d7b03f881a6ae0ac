import { Role } from '../../resolvers/access/role';
import type { Answer, ApiError } from '../support/api';
import { openStream } from '../support/event-stream';
import { insertRun, PROGRESS } from '../support/runs';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { carryOut } from '../writing/mutations';
import { type Asking, useCallers } from './callers';

const NAME = 'x-counterpart-values';

/** Asks with the header, whatever it says. */
async function askWith<Data>(
  { url, headers }: Asking,
  value: string,
  query: string,
  variables: object = {},
): Promise<Answer<Data>> {
  const sent = { ...headers, [NAME]: value };
  const response = await fetch(url, { method: 'POST', headers: sent, body: JSON.stringify({ query, variables }) });
  const body = await response.text();
  const { data, errors = [] } = JSON.parse(body) as { data?: Data; errors?: ApiError[] };
  return { status: response.status, data: data as Data, errors, body };
}

const EXPORT =
  'mutation { exportDifferences(input: { first: 100, reason: "r", where: { mapping: profiles, verdict: [DIFFERENT] } }) { csv } }';
const PLAN = `mutation { migrateRecord(input: { mapping: profiles, legacyId: "6", dryRun: true }) {
  plan { before after columns { name before after isMasked } } record { fields { expectedValue } } userErrors { code } } }`;

/** Each with a value that is in its answer when somebody sees it. */
const ANSWERS = [
  [
    'a record',
    '{ record(mapping: profiles, legacyId: "1") { fields { legacyValue expectedValue actualValue } } }',
    'Adam',
  ],
  ['records', '{ records(mapping: profiles, first: 5) { nodes { fields { legacyValue expectedValue } } } }', 'Adam'],
  ['its entities', '{ profile(legacyId: "1") { legacy { email } new { email } } }', 'adam@example.com'],
  ['entities it leads to', '{ order(legacyId: "1001") { legacy { patient { doctor { email } } } } }', '@example.com'],
  ['a change', '{ changes(first: 50) { nodes { before after } } }', 'gustav@example.com'],
  ['a plan', PLAN, 'frida@example.com'],
  ['an export', EXPORT, 'Changed'],
] as const;

describeEachEngine('an answer that is asked for masked', (engine) => {
  const world = useWorld(engine);
  const { as } = useCallers(world);
  const whoever = (role: Role): Asking => as({ name: 'somebody', roles: [role], systems: null });
  const admin = (): Asking => whoever(Role.ADMIN);
  const shown = (): Promise<object[]> =>
    world().rows(`SELECT * FROM counterpart.access_entry WHERE actor = 'somebody'`);

  beforeEach(async () => {
    await world().rows(`UPDATE profiles SET first_name = 'Changed' WHERE legacy_user_id = 1`);
    await world().service.comparison.compareMapping(world().service.mapping('profiles'));
    await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '7' });
  });

  test.each(ANSWERS)('%s: nothing is shown, and nothing logged', async (_, query, value) => {
    const { status, data, body, errors } = await askWith<object>(admin(), 'masked', query);
    expect([status, errors]).toEqual([200, []]);
    expect(data).not.toBeNull();
    expect(body).not.toContain(value);
    expect(body).not.toMatch(/@example\.com|Changed/);
    expect(await shown()).toEqual([]);
    // What is asked for without it is there.
    expect((await admin().request(query)).body).toContain(value);
    expect((await shown()).length).toBeGreaterThan(0);
  });

  test('what no text can stand for is FORBIDDEN, as it is for a viewer', async () => {
    const query = '{ profile(legacyId: "1") { legacy { dateJoined } } }';
    const { errors, data } = await askWith(admin(), 'masked', query);
    const viewer = await whoever(Role.VIEWER).request(query);
    expect([data, errors]).toEqual([viewer.data, viewer.errors]);
  });

  test('a field says whether something in it is hidden, and of which class it is', async () => {
    interface Told {
      readonly field: string;
      readonly isMasked: boolean;
      readonly dataClass: string;
    }
    const query = '{ profile(legacyId: "1") { fields { field isMasked dataClass } } }';
    const told = ({ data }: Answer<{ profile: { fields: Told[] } }>, name: string): Told | undefined =>
      data.profile.fields.find(({ field }) => field === name);
    const masked = await askWith<{ profile: { fields: Told[] } }>(admin(), 'masked', query);
    const clear = await admin().request<{ profile: { fields: Told[] } }>(query);
    const viewer = await whoever(Role.VIEWER).request<{ profile: { fields: Told[] } }>(query);
    expect(viewer.data).toEqual(masked.data);
    for (const [field, dataClass, byHeader, byRole] of [
      ['firstName', 'PERSONAL', true, false],
      ['passwordHash', 'SECRET', true, true],
      ['isActive', 'INTERNAL', false, false],
      // NULL on both sides hides nothing.
      ['phone', 'PERSONAL', false, false],
    ] as const) {
      expect(told(masked, field)).toEqual({ field, dataClass, isMasked: byHeader });
      expect(told(clear, field)).toEqual({ field, dataClass, isMasked: byRole });
    }
  });

  test('a column of a plan says so too', async () => {
    interface Planned {
      readonly migrateRecord: { readonly plan: { readonly columns: { name: string; isMasked: boolean }[] }[] };
    }
    const maskedIn = ({ data }: Answer<Planned>): string[] =>
      data.migrateRecord.plan.flatMap(({ columns }) =>
        columns.flatMap((column) => (column.isMasked ? [column.name] : [])),
      );
    const masked = maskedIn(await askWith<Planned>(admin(), 'masked', PLAN));
    expect(masked).toEqual(expect.arrayContaining(['email', 'first_name', 'password_hash']));
    expect(masked).not.toContain('is_active');
    expect(maskedIn(await admin().request<Planned>(PLAN))).toEqual(['password_hash']);
  });
});

describeEachEngine('any other value of the header', (engine) => {
  const world = useWorld(engine);
  const { all } = useCallers(world);

  test.each(['', 'Masked', 'clear', 'masked, masked', 'CANARY'])('"%s" is refused, and not repeated', async (value) => {
    const { status, errors, body } = await askWith(all(), value, '{ profile(legacyId: "1") { legacy { email } } }');
    expect([status, errors]).toEqual([
      400,
      [{ message: `${NAME} must be masked, or be left out`, extensions: { code: 'BAD_REQUEST' } }],
    ]);
    expect(body).not.toContain('CANARY');
    const id = await insertRun(world());
    const headers = { ...all().headers, accept: 'text/event-stream', [NAME]: value };
    const stream = await openStream(all(), PROGRESS, { id }, { headers });
    expect([stream.status, await stream.body()]).toEqual([400, body]);
  });

  test('a stream is opened with the right one', async () => {
    const id = await insertRun(world(), { state: 'CANCELLED' });
    const headers = { ...all().headers, accept: 'text/event-stream', [NAME]: 'masked' };
    const stream = await openStream(all(), PROGRESS, { id }, { headers });
    expect(await stream.next()).toMatchObject({ kind: 'next', data: { runProgress: { state: 'CANCELLED' } } });
    stream.leave();
  });
});
