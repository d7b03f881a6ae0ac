import { Role } from '../../resolvers/access/role';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld, useWorld } from '../support/world';
import { carryOut, confirmed, preview, send } from '../writing/mutations';
import { newIdOf } from '../writing/world-new';
import { callerWith, useRoles } from './role-callers';

interface Row {
  readonly actor: string;
  readonly shown: string;
}

const LOG = `SELECT actor, concat_ws(' ', mapping, table_name, record_id, data_class) AS shown
  FROM counterpart.access_entry ORDER BY id`;

describeEachEngine('the access log', (engine) => {
  const sent: string[] = [];
  const world = useWorld(engine, { onStatement: (side, sql) => sent.push(`${side}: ${sql}`) });
  const as = useRoles(world, [Role.VIEWER, Role.ANALYST, Role.ADMIN]);
  const logged = async (): Promise<string[]> => (await world().rows<Row>(LOG)).map(({ shown }) => shown).sort();

  test('names exactly those whose values were shown, once for each class', async () => {
    await as(Role.ANALYST).ask(`{
      profile(legacyId: "8") { verdict legacy { id email firstName dateJoined } new { email } fields { field expectedValue } }
      order(legacyId: "1001") { legacy { complaint patient { birthdate doctor { username } } } new { amount } } }`);
    expect(await logged()).toEqual(
      [
        'dispatch_patient 101 PERSONAL',
        'auth_user 1 PERSONAL',
        'orders dispatch_instruction 1001 HEALTH',
        'profiles auth_user 8 HEALTH',
        'profiles auth_user 8 PERSONAL',
      ].sort(),
    );
    expect(new Set((await world().rows<Row>(LOG)).map(({ actor }) => actor))).toEqual(
      new Set([callerWith(Role.ANALYST).name]),
    );
  });

  test('knows the request by the id that the answer carried', async () => {
    const response = await fetch(as(Role.ANALYST).url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ profile(legacyId: "1") { legacy { email } } }' }),
    });
    await response.text();
    const [entry] = await world().rows<{ request_id: string }>('SELECT request_id FROM counterpart.access_entry');
    expect(entry?.request_id).toBe(response.headers.get('x-request-id'));
  });

  test.each([
    [
      'for a viewer, who sees masks',
      Role.VIEWER,
      '{ profile(legacyId: "1") { legacy { email } fields { actualValue } } }',
    ],
    [
      'where no value is asked for',
      Role.ANALYST,
      '{ profile(legacyId: "1") { verdict legacy { id } fields { field state because } } }',
    ],
    [
      'for what is neither personal nor medical',
      Role.ANALYST,
      '{ payment(legacyId: "5001") { legacy { totalPrice } new { amount } } }',
    ],
    ['for a value that is not there', Role.ANALYST, '{ order(legacyId: "1001") { legacy { notes } } }'],
    ['for a secret', Role.ADMIN, '{ changes(first: 5) { nodes { id reason } } }'],
  ])('stays empty %s', async (_, role, query) => {
    await as(role).request(query);
    expect(await logged()).toEqual([]);
  });

  test('tells of the rows of changes and of plans', async () => {
    await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    await world().rows(
      'ALTER TABLE counterpart.access_entry DISABLE TRIGGER append_only; DELETE FROM counterpart.access_entry',
    );
    await world().rows('ALTER TABLE counterpart.access_entry ENABLE TRIGGER append_only');
    await as(Role.ANALYST).ask('{ changes(first: 5) { nodes { id kind } } }');
    expect(await logged()).toEqual([]);
    await as(Role.ANALYST).ask('{ changes(first: 5) { nodes { after } } }');
    expect(await logged()).toContain('profiles auth_user 6 PERSONAL');
    await preview(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '7' });
    expect(await logged()).toContain('profiles auth_user 7 PERSONAL');
  });

  test('a row that only the new side has is named by its own id', async () => {
    await world().rows(`UPDATE profiles SET legacy_user_id = 4711 WHERE legacy_user_id = 1`);
    const newId = newIdOf('profiles', '1');
    await as(Role.ANALYST).ask(`{ profile(newId: "${newId}") { verdict new { email } fields { actualValue } } }`);
    expect(await logged()).toContain(`profiles profiles ${newId} PERSONAL`);
  });

  test('a page of many records is logged in one statement', async () => {
    sent.length = 0;
    await as(Role.ANALYST).ask(
      '{ records(mapping: profiles, first: 100) { nodes { legacyId fields { expectedValue actualValue } } } }',
    );
    expect(sent.filter((statement) => statement.includes('INSERT'))).toHaveLength(1);
    const people = await world().rows<{ id: string }>(
      'SELECT DISTINCT record_id AS id FROM counterpart.access_entry WHERE mapping IS NOT NULL',
    );
    expect(people).toHaveLength(12);
  });

  test('cannot be altered', async () => {
    await as(Role.ANALYST).ask('{ profile(legacyId: "1") { legacy { email } } }');
    for (const sql of [
      'UPDATE counterpart.access_entry SET actor = $1',
      'DELETE FROM counterpart.access_entry WHERE actor <> $1',
    ])
      await expect(world().rows(sql, ['x'])).rejects.toThrow(/append-only/);
  });

  test('an administrator asks who looked at whom', async () => {
    for (const legacyId of ['1', '2'])
      await as(Role.ANALYST).ask(`{ profile(legacyId: "${legacyId}") { legacy { email } } }`);
    await as(Role.ADMIN).ask('{ doctor(legacyId: "1") { fields { actualValue } } }');
    const ask = (args: string): Promise<{ accessEntries: { nodes: object[]; pageInfo: { endCursor: string } } }> =>
      as(Role.ADMIN).ask(
        `{ accessEntries(${args}) { nodes { actor mapping table recordId dataClass at } pageInfo { endCursor hasNextPage } } }`,
      );
    const { accessEntries: page } = await ask('first: 1, where: { mapping: profiles }');
    expect(page).toMatchObject({
      nodes: [
        { actor: 'analyst of the test', mapping: 'profiles', table: 'auth_user', recordId: '2', dataClass: 'PERSONAL' },
      ],
      pageInfo: { hasNextPage: true },
    });
    const next = await ask(`first: 5, where: { mapping: profiles }, after: "${page.pageInfo.endCursor}"`);
    expect(next.accessEntries).toMatchObject({ nodes: [{ recordId: '1' }], pageInfo: { hasNextPage: false } });
    expect(
      (await ask('first: 5, where: { actor: "admin of the test", recordId: "1" }')).accessEntries.nodes,
    ).toHaveLength(1);
    expect((await ask('first: 5, where: { actor: "nobody" }')).accessEntries.nodes).toEqual([]);
    const { errors } = await as(Role.ANALYST).request('{ accessEntries(first: 1) { nodes { id } } }');
    expect(errors[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

describe('P02: an access that cannot be logged', () => {
  const world = useOwnWorld('postgres', { statementTimeout: 2_000 });
  const takeAway = (): Promise<unknown> => world().rows('ALTER TABLE counterpart.access_entry RENAME TO hidden');
  const putBack = (): Promise<unknown> => world().rows('ALTER TABLE counterpart.hidden RENAME TO access_entry');

  test('shows nothing, and says that it could not be logged', async () => {
    await takeAway();
    const { data, errors, body } = await world().api.request(
      '{ profile(legacyId: "1") { verdict legacy { email } } payment(legacyId: "5001") { verdict } }',
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(errors[0]?.message).toContain('the access log cannot be written');
    expect(body).not.toContain('adam');
    expect(world().api.faults.join()).toContain(errors[0]?.extensions?.errorId);
    // Whoever is shown nobody's values is not held up.
    expect(await world().api.ask('{ payment(legacyId: "5001") { verdict } }')).toEqual({
      payment: { verdict: 'MATCHED' },
    });
    await putBack();
    expect((await world().api.request('{ profile(legacyId: "1") { legacy { email } } }')).body).toContain('adam');
  });

  test.each([
    [
      'a trigger refuses',
      `CREATE TRIGGER refuse_all BEFORE INSERT ON counterpart.access_entry FOR EACH STATEMENT EXECUTE FUNCTION counterpart.refuse_alteration()`,
    ],
    [
      'the disk is full',
      `CREATE FUNCTION counterpart.no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '53100'; END $$;
      CREATE TRIGGER refuse_all BEFORE INSERT ON counterpart.access_entry FOR EACH STATEMENT EXECUTE FUNCTION counterpart.no_room()`,
    ],
    ['a constraint is broken', `ALTER TABLE counterpart.access_entry ADD CONSTRAINT none CHECK (false) NOT VALID`],
  ])('whatever the reason: %s', async (_, sql) => {
    await world().rows(sql);
    const { data, errors } = await world().api.request('{ profile(legacyId: "1") { legacy { email } } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });

  test('whatever the reason: somebody holds the table', async () => {
    const holder = world().new.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE counterpart.access_entry IN ACCESS EXCLUSIVE MODE');
    const { data, errors } = await world().api.request('{ profile(legacyId: "1") { legacy { email } } }');
    await holder.rollbackTransaction();
    await holder.release();
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  });

  test.each([
    ['told without the values', () => takeAway(), () => putBack(), null],
    // Seen only when the entry itself is written.
    [
      'not told at all',
      () =>
        world().rows(`CREATE FUNCTION counterpart.no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE SQLSTATE '53100'; END $$;
        CREATE TRIGGER no_more BEFORE INSERT ON counterpart.access_entry FOR EACH ROW EXECUTE FUNCTION counterpart.no_more()`),
      () => world().rows('DROP TRIGGER no_more ON counterpart.access_entry'),
      'UPSTREAM_UNAVAILABLE',
    ],
  ])('what was written stays written and is %s, and the same request shows it later', async (_, close, open, code) => {
    const plan = await preview(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    const input = confirmed({ mapping: 'profiles', legacyId: '6' }, plan.fingerprint);
    await close();
    const { data, errors, body } = await send(world(), 'migrateRecord', input);
    expect(errors[0]?.extensions?.code ?? null).toBe(code);
    expect(body).not.toContain('frida');
    if (code === null) expect(data.migrateRecord).toMatchObject({ userErrors: [], changes: [{ kind: 'INSERT' }] });
    else expect(errors[0]?.message).toContain('what was written stays written');
    expect(await world().rows('SELECT 1 FROM profiles WHERE legacy_user_id = 6')).toHaveLength(1);
    await open();
    const again = (await send(world(), 'migrateRecord', input)).data.migrateRecord;
    expect(again).toMatchObject({ replayed: true, userErrors: [], record: { verdict: 'MATCHED' } });
    expect(JSON.stringify(again)).toContain('frida');
    expect(await world().rows('SELECT 1 FROM profiles WHERE legacy_user_id = 6')).toHaveLength(1);
  });
});
