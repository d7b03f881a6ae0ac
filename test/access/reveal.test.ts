import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { SECRET_CANARY } from '../writing/world-people';
import { useCallers } from './callers';
import { REVEAL, type Revealed } from './reveals';

const FIRST_NAME = { mapping: 'profiles', legacyId: '1', field: 'firstName', reason: 'ticket 4711' };

describeEachEngine('one masked field', (engine) => {
  const world = useWorld(engine);
  const { as, own } = useCallers(world);
  const asking = (role: Role) => as({ name: `${role} of the test`, roles: [role], systems: null });

  const reveal = (role: Role, input: object = {}) =>
    asking(role).request<{ revealField: Revealed } | null>(REVEAL, { input: { ...FIRST_NAME, ...input } });
  const refusalOf = async (input: object): Promise<unknown> => {
    const { data, body } = await reveal(Role.ADMIN, input);
    expect(body).not.toMatch(/Adam|CANARY/);
    expect(data?.revealField).toMatchObject({ field: null, hiddenAfterSeconds: null });
    return data?.revealField.userErrors;
  };
  const entries = async (): Promise<Record<string, unknown>[]> => {
    expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
    const rows = await world().rows<{ payload: string }>(
      'SELECT payload FROM counterpart.audit_entry ORDER BY sequence',
    );
    return rows.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
  };
  const logged = (): Promise<object[]> =>
    world().rows('SELECT actor, request_id, mapping, table_name, record_id, data_class FROM counterpart.access_entry');

  test.each([Role.ANALYST, Role.SUPPORT, Role.ADMIN])('is shown to %s, although the rest is masked', async (role) => {
    const { url, headers } = asking(role);
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'x-counterpart-values': 'masked' },
      body: JSON.stringify({ query: REVEAL, variables: { input: FIRST_NAME } }),
    });
    expect(await response.json()).toMatchObject({
      data: {
        revealField: {
          field: {
            field: 'firstName',
            legacyValue: 'Adam',
            expectedValue: 'Adam',
            actualValue: 'Adam',
            isMasked: false,
          },
          hiddenAfterSeconds: 60,
          userErrors: [],
        },
      },
    });
    const actor = `${role} of the test`;
    expect(await logged()).toEqual([
      {
        actor,
        request_id: response.headers.get('x-request-id'),
        mapping: 'profiles',
        table_name: 'auth_user',
        record_id: '1',
        data_class: 'PERSONAL',
      },
    ]);
    const [entry, ...others] = await entries();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      actor,
      action: 'revealField',
      mapping: 'profiles',
      legacyId: '1',
      ids: { field: 'firstName' },
      reason: 'ticket 4711',
      changes: [],
    });
    expect(JSON.stringify([entry, await logged()])).not.toContain('Adam');
  });

  test.each([Role.VIEWER, Role.AUTOMATION, Role.APPROVER])(
    'is not shown to %s, which is in the trail',
    async (role) => {
      const { data, errors, body } = await reveal(role);
      expect([data, errors]).toMatchObject([null, [{ extensions: { code: 'FORBIDDEN' } }]]);
      expect(body).not.toContain('Adam');
      expect(await logged()).toEqual([]);
      expect(await entries()).toMatchObject([
        { action: 'revealField', outcome: 'DENIED', mapping: 'profiles', legacyId: '1', reason: 'ticket 4711' },
      ]);
    },
  );

  test('is found by the row too', async () => {
    const [row] = await world().rows<{ id: string }>('SELECT id::text FROM profiles WHERE legacy_user_id = 1');
    const { data } = await reveal(Role.ANALYST, { legacyId: null, newId: row?.id });
    expect(data?.revealField.field?.actualValue).toBe('Adam');
    expect(await entries()).toMatchObject([{ legacyId: '1', newId: row?.id }]);
  });

  test('is logged once, whatever of it is asked for', async () => {
    const query = 'mutation($input: RevealFieldInput!) { revealField(input: $input) { field { state } } }';
    await asking(Role.ANALYST).ask(query, { input: FIRST_NAME });
    expect(await logged()).toHaveLength(1);
  });

  test.each([
    ['an empty reason', { reason: ' ' }, { code: 'INVALID_INPUT', field: 'reason' }],
    ['a reason that is too long', { reason: 'x'.repeat(2_001) }, { code: 'INVALID_INPUT', field: 'reason' }],
    ['a secret', { field: 'passwordHash' }, { code: 'NOT_APPLICABLE', field: 'field' }],
    ['what everybody sees', { field: 'isActive' }, { code: 'NOT_APPLICABLE', field: 'field' }],
    ['a NULL', { field: 'phone' }, { code: 'NOT_APPLICABLE', field: 'field' }],
    ['a field that is none', { field: 'CANARY' }, { code: 'INVALID_INPUT', field: 'field' }],
    ['a record that is none', { legacyId: '999999' }, { code: 'NOT_FOUND', field: null }],
  ])('%s is refused, which is in the trail', async (_, input, error) => {
    expect(await refusalOf(input)).toMatchObject([error]);
    expect(await logged()).toEqual([]);
    const all = await entries();
    expect(all).toMatchObject([{ action: 'revealField', outcome: 'REFUSED', codes: [error.code] }]);
    expect(JSON.stringify(all)).not.toContain(SECRET_CANARY);
  });

  test.each([
    ['no id', { legacyId: null }],
    ['both ids', { newId: '00000000-0000-4000-8000-000000000000' }],
    ['an id that is none', { legacyId: 'CANARY' }],
    ['a row that is none', { legacyId: null, newId: 'CANARY' }],
  ])('%s is no input', async (_, input) => {
    const { data, errors, body } = await reveal(Role.ADMIN, input);
    expect([data, errors]).toMatchObject([null, [{ extensions: { code: 'BAD_USER_INPUT' } }]]);
    expect(body).not.toContain('CANARY');
  });

  test('of another system is FORBIDDEN, which is in the trail', async () => {
    const { errors } = await own().request(REVEAL, { input: FIRST_NAME });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await entries()).toMatchObject([{ action: 'revealField', outcome: 'DENIED', mapping: 'profiles' }]);
    expect(await logged()).toEqual([]);
  });
});
