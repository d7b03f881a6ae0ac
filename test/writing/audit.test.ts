import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { useWorld } from '../support/world';
import { carryOut, onlyChange, revert } from './mutations';

const world = useWorld('postgres');
const problem = async (): Promise<string | null> => (await verifyAudit(world().service.sides.new)).problem;

/** Three entries: a migration, its revert and a waiver. */
beforeEach(async () => {
  const applied = await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '21' });
  await revert(world(), onlyChange(applied));
  await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302' });
  expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 3, problem: null });
});

/** Writes as a superuser who has switched the triggers off. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const runner = world().new.createQueryRunner();
  try {
    await runner.query('SET session_replication_role = replica');
    for (const statement of statements) await runner.query(statement);
    await runner.query('RESET session_replication_role');
  } finally {
    await runner.release();
  }
}

test.each([
  [
    'an entry whose reason was edited',
    [`UPDATE counterpart.audit_entry SET payload = replace(payload, 'ticket 4711', 'ticket 4712') WHERE sequence = 2`],
    /entry 2 was edited/,
  ],
  [
    'an entry whose hash was edited',
    [`UPDATE counterpart.audit_entry SET hash = repeat('0', 64) WHERE sequence = 2`],
    /entry 2/,
  ],
  ['an entry that was removed', ['DELETE FROM counterpart.audit_entry WHERE sequence = 2'], /entry 2 is missing/],
  ['the first entry being removed', ['DELETE FROM counterpart.audit_entry WHERE sequence = 1'], /entry 1 is missing/],
  ['the last entry being cut off', ['DELETE FROM counterpart.audit_entry WHERE sequence = 3'], /ends at entry 2.*3/],
  [
    'an entry that stands before the first one',
    [
      'ALTER TABLE counterpart.audit_entry DROP CONSTRAINT audit_entry_counts',
      `INSERT INTO counterpart.audit_entry VALUES (0, '{"sequence":"0","actor":"zed","changes":[]}', '', 'x')`,
    ],
    /entry 0 stands before the first one/,
  ],
  [
    'two entries that were swapped',
    [
      'UPDATE counterpart.audit_entry SET sequence = 1000 + sequence WHERE sequence IN (1, 2)',
      'UPDATE counterpart.audit_entry SET sequence = 1003 - sequence WHERE sequence > 1000',
    ],
    /entry 1/,
  ],
  [
    'two entries whose payloads were swapped, hashes and all',
    [
      `UPDATE counterpart.audit_entry e SET payload = o.payload, previous_hash = o.previous_hash, hash = o.hash
       FROM counterpart.audit_entry o WHERE e.sequence IN (2, 3) AND o.sequence = 5 - e.sequence`,
    ],
    /entry 2 does not follow entry 1/,
  ],
  [
    'an entry that was made anew with a hash that fits',
    [
      `UPDATE counterpart.audit_entry SET payload = replace(payload, 'ticket 4711', 'ticket 4712') WHERE sequence = 2`,
      `UPDATE counterpart.audit_entry SET hash = encode(sha256(convert_to(previous_hash || E'\\n' || payload, 'UTF8')), 'hex') WHERE sequence = 2`,
    ],
    /entry 3 does not follow entry 2/,
  ],
  [
    'the change of an earlier entry before a later entry',
    [
      `UPDATE counterpart.audit_entry SET payload = replace(payload, 'ticket 4711', 'ticket 4712') WHERE sequence = 3`,
      `UPDATE counterpart.change SET actor = 'somebody else' WHERE id = 1`,
    ],
    /change 1, which entry 1 reports, was edited/,
  ],
  ['the head’s hash being edited', [`UPDATE counterpart.audit_head SET hash = repeat('0', 64)`], /ends at entry 3/],
  ['the whole trail being emptied', ['TRUNCATE counterpart.audit_entry'], /trail ends at entry 0, its head says 3/],
  ['the head being removed', ['DELETE FROM counterpart.audit_head'], /head of the trail is gone/],
  [
    'the head being turned back',
    ['UPDATE counterpart.audit_head SET sequence = 2'],
    /trail ends at entry 3, its head says 2/,
  ],
  [
    'a change whose row image was edited',
    [
      `UPDATE counterpart.change SET after = replace(after::text, 'first missing', 'another')::json WHERE kind = 'INSERT'`,
    ],
    /change 1, which entry 1 reports, was edited/,
  ],
  [
    'a change whose actor was edited',
    [`UPDATE counterpart.change SET actor = 'somebody else' WHERE kind = 'DELETE'`],
    /change 2, which entry 2 reports, was edited/,
  ],
  [
    'a change that was removed',
    [`DELETE FROM counterpart.change WHERE kind = 'DELETE'`],
    /change 2, which entry 2 reports, is gone/,
  ],
  [
    'a change that was slipped in',
    [
      `INSERT INTO counterpart.change (mapping, table_name, kind, new_id, mutation, actor, reason)
       VALUES ('teams', 'teams', 'DELETE', gen_random_uuid(), 'removeRecord', 'ghost', 'none')`,
    ],
    /change \d+ is reported by no entry/,
  ],
] as const)('verification names %s', async (_, statements, message) => {
  await tamper(...statements);
  expect(await problem()).toMatch(message);
});

test('what is appended while the trail is verified is no problem', async () => {
  const database = world().service.sides.new;
  let isWritten = false;
  const meanwhile: typeof database = {
    dialect: database.dialect,
    async query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      if (sql.includes('audit_head') && !isWritten) {
        isWritten = true;
        await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '29' });
      }
      return database.query<Row>(sql, parameters);
    },
  };
  expect(await verifyAudit(meanwhile)).toEqual({ entries: 4, problem: null });
});

test.each(['counterpart.audit_entry', 'counterpart.change'])(
  '%s refuses to be altered, even by its owner',
  async (table) => {
    const column = table === 'counterpart.change' ? 'actor' : 'payload';
    const refused = /append-only/;
    await expect(world().rows(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(refused);
    await expect(world().rows(`DELETE FROM ${table}`)).rejects.toThrow(refused);
    await expect(world().rows(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(refused);
    expect(await problem()).toBeNull();
  },
);

test('the entries tell who did what, why, and which changes it made', async () => {
  const entries = await world().rows<{ payload: string }>(
    'SELECT payload FROM counterpart.audit_entry ORDER BY sequence',
  );
  const told = entries.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
  const common = { actor: 'tester', reason: 'ticket 4711' };
  expect(told).toMatchObject([
    {
      ...common,
      sequence: '1',
      action: 'migrateRecord',
      mapping: 'teamCommunications',
      legacyId: '21',
      changes: [{ id: '1' }],
    },
    {
      ...common,
      sequence: '2',
      action: 'revertChange',
      mapping: 'teamCommunications',
      legacyId: '21',
      changes: [{ id: '2' }],
    },
    { ...common, sequence: '3', action: 'waiveDiscrepancy', mapping: 'templates', legacyId: '302', changes: [] },
  ]);
});
