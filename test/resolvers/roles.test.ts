import { getNamedType } from 'graphql';
import { Role } from '../../resolvers/access/role';
import { createSchema } from '../../resolvers/schema';
import { startApi } from '../support/api';
import { shareWorld, useOwnWorld } from '../support/world';
import { carryOut, send } from '../writing/mutations';
import { SECRET_CANARY } from '../writing/world-people';
import { selectAll, selectEach } from './selection';

const schema = createSchema();

describe('who may ask for what, beyond the matrix', () => {
  const world = shareWorld('postgres');

  test('support may write, and the viewer field tells the roles', async () => {
    const api = await startApi(world().service, { name: 'sue', roles: [Role.SUPPORT], systems: null });
    expect(await api.ask('{ viewer { name roles } }')).toEqual({ viewer: { name: 'sue', roles: ['SUPPORT'] } });
    const plan =
      '{ migrateRecord(input: { mapping: teamCommunications, legacyId: "21", dryRun: true }) { userErrors { code } } }';
    expect(await api.ask(`mutation ${plan}`)).toEqual({ migrateRecord: { userErrors: [] } });
    await api.stop();
  });
});

describe('secrets never leave', () => {
  const world = useOwnWorld('postgres');

  /** In parts, because all of it is more than one request may ask for. */
  const everythingOf = (type: string): string[] =>
    selectEach(getNamedType(schema.getType(type)) ?? fail(), 4, ['mapping']);
  const fail = (): never => {
    throw new Error('the schema has no such type');
  };

  test('not in a pair, matched or not, with all that it leads to', async () => {
    await world().rows(
      `UPDATE profiles SET password_hash = '${SECRET_CANARY}-new-1', first_name = 'Changed' WHERE legacy_user_id = 1`,
    );
    for (const [field, type, id] of [
      ['profile', 'ProfilePair', '1'],
      ['profile', 'ProfilePair', '2'],
      ['profile', 'ProfilePair', '6'],
      ['doctor', 'DoctorPair', '1'],
      ['teamCommunication', 'TeamCommunicationPair', '20'],
    ]) {
      for (const part of everythingOf(type ?? '')) {
        const { body, errors } = await world().api.request(`{ ${field}(legacyId: "${id}") { ${part} } }`);
        expect(errors).toEqual([]);
        expect(body).not.toContain(SECRET_CANARY);
      }
    }
  });

  test('but that two secrets differ can be seen', async () => {
    await world().rows(`UPDATE profiles SET password_hash = '${SECRET_CANARY}-new-1' WHERE legacy_user_id = 1`);
    const { profile } = await world().api.ask<{ profile: { verdict: string; fields: { field: string }[] } }>(
      '{ profile(legacyId: "1") { verdict fields { field state legacyValue expectedValue actualValue } causes { message } } }',
    );
    expect(profile.verdict).toBe('DIFFERENT');
    expect(profile.fields.find((field) => field.field === 'passwordHash')).toMatchObject({
      state: 'DIFFERENT',
      actualValue: '(secret)',
    });
  });

  test('not in a plan, an answer, a change, an error or the log', async () => {
    const input = { mapping: 'profiles', legacyId: '6' };
    const plan = await send(world(), 'migrateRecord', { ...input, dryRun: true });
    expect(plan.data.migrateRecord.plan[0]?.after).toMatchObject({ password_hash: '(secret)' });
    const applied = await carryOut(world(), 'migrateRecord', input);
    const changes = await world().api.request(
      `{ changes(first: 5) { nodes ${selectAll(schema.getType('Change') ?? fail(), 2)} } }`,
    );
    await world().rows(`ALTER TABLE profiles ADD CONSTRAINT weak CHECK (length(password_hash) < 3) NOT VALID`);
    const refused = await send(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '7', dryRun: true });
    for (const text of [plan.body, JSON.stringify(applied), changes.body, refused.body, ...world().api.faults])
      expect(text).not.toContain(SECRET_CANARY);
    expect(refused.body).toContain('CONSTRAINT_VIOLATION');
  });

  test('not when somebody settles one by hand', async () => {
    await world().rows(`UPDATE profiles SET password_hash = '${SECRET_CANARY}-new-1' WHERE legacy_user_id = 1`);
    const input = { mapping: 'profiles', legacyId: '1', resolutions: [{ field: 'passwordHash', take: 'LEGACY' }] };
    const plan = await send(world(), 'reconcileRecord', { ...input, dryRun: true });
    expect(plan.data.reconcileRecord.plan[0]?.columns).toEqual([
      { name: 'password_hash', before: '(secret)', after: '(secret)' },
    ]);
    const applied = await carryOut(world(), 'reconcileRecord', input);
    expect(applied.record?.verdict).toBe('MATCHED');
    expect(plan.body + JSON.stringify(applied)).not.toContain(SECRET_CANARY);
  });
});
