import { randomUUID } from 'node:crypto';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { createSchema } from '../../resolvers/schema';
import { minimalOperations } from '../resolvers/selection';
import { useWorld } from '../support/world';
import { confirmed, mutate, preview } from '../writing/mutations';
import { useCallers } from './callers';

const CANARY = 'CANARY-value';

const world = useWorld('postgres');
const { all, as, faults, own } = useCallers(world);
/** Somebody without a role. */
const nina = () => as({ name: 'nina', roles: [], systems: null });
const vera = () => as({ name: 'vera', roles: [Role.VIEWER], systems: null });

type Entry = Readonly<Record<string, unknown>>;

async function entries(): Promise<Entry[]> {
  const rows = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry ORDER BY sequence');
  expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
  return rows.map(({ payload }) => {
    const { at, sequence, ...entry } = JSON.parse(payload) as Entry;
    expect([typeof at, typeof sequence]).toEqual(['string', 'string']);
    return entry;
  });
}

describe('what a role or a system does not allow', () => {
  const schema = createSchema();
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});

  test('every mutation that is denied has its entry, and nothing else is done', async () => {
    const operations = minimalOperations(schema);
    const before = await world().snapshot();
    for (const mutation of mutations) {
      const { errors } = await nina().request(operations.get(mutation) ?? '');
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
    const kept = await entries();
    expect(kept.map(({ action }) => action)).toEqual(mutations);
    for (const entry of kept)
      expect(entry).toMatchObject({ actor: 'nina', outcome: 'DENIED', codes: ['FORBIDDEN'], changes: [] });
    expect(await world().snapshot()).toEqual(before);
  });

  test('a question that is denied has its entry too', async () => {
    const limited = as({ name: 'lea', roles: [Role.VIEWER], systems: ['Payment Processing'] });
    await limited.request('{ record(mapping: teams, legacyId: "7") { verdict } }');
    await limited.request('{ payment(legacyId: "5001") { verdict } }');
    await vera().request('{ accessEntries(first: 1, where: { recordId: "7" }) { nodes { id } } }');
    expect(await entries()).toMatchObject([
      { actor: 'lea', action: 'record', mapping: 'teams', legacyId: '7', outcome: 'DENIED', codes: ['FORBIDDEN'] },
      { actor: 'vera', action: 'accessEntries', outcome: 'DENIED' },
    ]);
  });

  test('an entry tells what it was about, and no more of the input than ids and the reason', async () => {
    const [changeId, newId, id] = ['17', randomUUID(), randomUUID()];
    const queries = [
      `reconcileRecord(input: { mapping: profiles, legacyId: "7", reason: "a ticket", idempotencyKey: "${CANARY}", expectedFingerprint: "${CANARY}",
         resolutions: [{ field: "firstName", take: VALUE, value: "${CANARY}" }] })`,
      `migrateRecord(input: { mapping: profiles, legacyId: "7", dryRun: true, overrides: [{ field: "email", value: "${CANARY}" }] })`,
      `removeRecord(input: { mapping: teams, newId: "${newId.toUpperCase()}" })`,
      `revertChange(input: { changeId: "${changeId}" })`,
      `pauseRun(input: { id: "${id}" })`,
      `diffRecord(input: { mapping: teams, legacyId: "${CANARY}" })`,
      `withdrawWaiver(input: { waiverId: "${CANARY}" })`,
    ];
    for (const query of queries) await vera().request(`mutation { ${query} { __typename } }`);
    const of = (action: string, more: Entry): Entry => ({
      actor: 'vera',
      action,
      mapping: '',
      legacyId: null,
      newId: null,
      reason: '',
      outcome: 'DENIED',
      codes: ['FORBIDDEN'],
      changes: [],
      ...more,
    });
    expect(await entries()).toEqual([
      of('reconcileRecord', { mapping: 'profiles', legacyId: '7', reason: 'a ticket' }),
      of('migrateRecord', { mapping: 'profiles', legacyId: '7' }),
      of('removeRecord', { mapping: 'teams', newId }),
      of('revertChange', { ids: { changeId } }),
      of('pauseRun', { ids: { id } }),
      of('diffRecord', { mapping: 'teams' }),
      of('withdrawWaiver', {}),
    ]);
  });

  test('a system that is not the caller’s is denied, a question that makes no sense is not kept', async () => {
    const diff = (mapping: string, legacyId: string): string =>
      `mutation { diffRecord(input: { mapping: ${mapping}, legacyId: "${legacyId}" }) { __typename } }`;
    await own().request(diff('profiles', '1'));
    await own().request(diff('teamCommunications', 'one'));
    await own().request(diff('teamCommunications', '20'));
    expect(await entries()).toMatchObject([
      { action: 'diffRecord', mapping: 'profiles', legacyId: '1', outcome: 'DENIED' },
    ]);
  });

  test('a reason that no text of the database can hold is kept without what it cannot', async () => {
    const query =
      'mutation($reason: String) { revertChange(input: { changeId: "1", reason: $reason }) { __typename } }';
    const denied = await vera().request(query, { reason: `a\0b \ud83d ${'x'.repeat(5_000)}` });
    expect(denied.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const [entry] = await entries();
    expect(String(entry?.reason)).toMatch(/^ab /);
    expect(String(entry?.reason)).toHaveLength(2_000);
    expect(await all().ask('{ auditEntries(first: 1, where: { actor: "vera" }) { nodes { action } } }')).toEqual({
      auditEntries: { nodes: expect.any(Array) as unknown },
    });
  });
});

describe('what is refused', () => {
  const input = { mapping: 'teamCommunications', legacyId: '21' };

  test('has its entry with the codes; a dry run and a replay have none, and what is done has one as ever', async () => {
    const { fingerprint } = await preview(world(), 'migrateRecord', input);
    await preview(world(), 'migrateRecord', { ...input, legacyId: '22' });
    const stale = confirmed(input, `${fingerprint?.slice(0, -4) ?? ''}0000`);
    const refused = await mutate(world(), 'migrateRecord', stale);
    expect(refused.userErrors).toHaveLength(1);
    expect(await mutate(world(), 'migrateRecord', stale)).toMatchObject({ replayed: true });
    await mutate(world(), 'migrateRecord', { ...input, reason: 'no key' });
    await mutate(world(), 'migrateRecord', confirmed(input, fingerprint));
    expect(await entries()).toMatchObject([
      {
        action: 'migrateRecord',
        ...input,
        outcome: 'REFUSED',
        codes: [refused.userErrors[0]?.code],
        reason: 'ticket 4711',
      },
      { action: 'migrateRecord', ...input, outcome: 'REFUSED', codes: ['INVALID_INPUT'], reason: 'no key' },
      { action: 'migrateRecord', ...input, changes: [{ id: expect.any(String) as unknown }] },
    ]);
    expect((await entries())[2]).not.toHaveProperty('outcome');
  });

  test('a storm of refusals is kept whole, in few transactions', async () => {
    const attempts = Array.from({ length: 200 }, (_, index) =>
      own().request(
        `mutation { migrateRecord(input: { mapping: teamCommunications, legacyId: "${index + 5_000}", reason: "r" }) { userErrors { code } } }`,
      ),
    );
    for (const { errors } of await Promise.all(attempts)) expect(errors).toEqual([]);
    const [counted] = await world().rows<{ entries: number; transactions: number }>(
      'SELECT count(*)::integer AS entries, count(DISTINCT xmin::text)::integer AS transactions FROM counterpart.audit_entry',
    );
    expect(counted?.entries).toBe(200);
    expect(counted?.transactions).toBeLessThan(100);
    expect((await verifyAudit(world().service.sides.new)).problem).toBeNull();
  });

  test('where no entry can be written the answer is the same, and the log says so', async () => {
    const refusal = () =>
      own().request('mutation { migrateRecord(input: { mapping: teams, legacyId: "1" }) { userErrors { code } } }');
    const before = await refusal();
    const holder = world().new.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM counterpart.audit_head FOR UPDATE');
    try {
      const during = await refusal();
      expect([during.data, during.errors]).toEqual([before.data, before.errors]);
      expect(
        (await vera().request('mutation { revertChange(input: { changeId: "1" }) { __typename } }')).errors,
      ).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    expect(await entries()).toHaveLength(1);
    expect(faults().filter((line) => line.includes('missing from the audit trail'))).toHaveLength(2);
  });
});
