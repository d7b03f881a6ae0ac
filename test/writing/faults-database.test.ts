import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { useOwnWorld } from '../support/world';
import {
  carryOut,
  codesOf,
  confirmed,
  countLedger,
  type Input,
  type Mutation,
  mutate,
  onlyChange,
  preview,
  revertOf,
} from './mutations';
import { countAttempts, sabotage, sabotageFirst } from './sabotage';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const TEMPLATE = { mapping: 'templates', legacyId: '302', resolutions: [{ field: 'name', take: 'LEGACY' }] };
const TABLE = 'team_communications';

const world = useOwnWorld('postgres');
const ready = async (mutation: Mutation = 'migrateRecord', input: Input = NOTE): Promise<Input> =>
  confirmed(input, (await preview(world(), mutation, input)).fingerprint);

/** Nothing of the write is left but, where it is final, the claim of its key. */
async function expectNothingKept(before: object, keys: number): Promise<void> {
  expect(await world().snapshot()).toEqual(before);
  expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys });
}

const raise = (state: string): string => `RAISE EXCEPTION 'not now: %', NEW.body USING ERRCODE = '${state}';`;

describe('F19: the server undoes the transaction', () => {
  test.each([
    ['a serialization failure', '40001'],
    ['a deadlock', '40P01'],
  ])('%s is tried again, with one effect and one audit entry', async (_, state) => {
    const input = await ready();
    await sabotageFirst(world(), 1, TABLE, 'BEFORE INSERT', raise(state));
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      replayed: false,
      userErrors: [],
      record: { verdict: 'MATCHED' },
    });
    expect(await countAttempts(world())).toBe(2);
    expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
    expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 1, problem: null });
  });

  test('one that comes back each time ends as RECORD_BUSY after three attempts, and the same key works later', async () => {
    const input = await ready();
    const before = await world().snapshot();
    await sabotageFirst(world(), 3, TABLE, 'BEFORE INSERT', raise('40001'));
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'RECORD_BUSY', retryable: true }],
    });
    expect(await countAttempts(world())).toBe(3);
    await expectNothingKept(before, 0);
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([]);
  });
});

describe('F21: the database refuses the row', () => {
  test.each([
    [
      'a check',
      [`ALTER TABLE ${TABLE} ADD CONSTRAINT body_is_short CHECK (length(body) < 5) NOT VALID`],
      /constraint body_is_short/,
    ],
    [
      'a unique index',
      [
        `CREATE UNIQUE INDEX one_of_each_body ON ${TABLE} (body)`,
        `UPDATE ${TABLE} SET body = 'first missing' WHERE legacy_record_id = 20`,
      ],
      /constraint one_of_each_body/,
    ],
    [
      'a foreign key',
      [
        'CREATE TABLE allowed (body text PRIMARY KEY)',
        `ALTER TABLE ${TABLE} ADD CONSTRAINT body_is_allowed FOREIGN KEY (body) REFERENCES allowed NOT VALID`,
      ],
      /constraint body_is_allowed/,
    ],
    [
      'a column that must be filled',
      [
        `ALTER TABLE ${TABLE} ADD COLUMN branch text NOT NULL DEFAULT 'x'`,
        `ALTER TABLE ${TABLE} ALTER COLUMN branch DROP DEFAULT`,
      ],
      /column branch/,
    ],
  ])('%s: CONSTRAINT_VIOLATION names it and no value', async (_, statements, name) => {
    const input = await ready();
    for (const statement of statements) await world().rows(statement);
    const before = await world().snapshot();
    const refused = await mutate(world(), 'migrateRecord', input);
    expect(refused).toMatchObject({ changes: [], userErrors: [{ code: 'CONSTRAINT_VIOLATION', retryable: false }] });
    const { message } = refused.userErrors[0] ?? { message: '' };
    expect(message).toMatch(name);
    expect(message).toContain(TABLE);
    expect(message).not.toContain('first missing');
    await expectNothingKept(before, 1);
    expect(await mutate(world(), 'migrateRecord', input)).toMatchObject({
      replayed: true,
      userErrors: refused.userErrors,
    });
  });

  test('a trigger that raises: CONSTRAINT_VIOLATION names its function and not its words', async () => {
    const input = await ready();
    const before = await world().snapshot();
    await sabotage(world(), TABLE, 'BEFORE INSERT', raise('P0001'));
    const refused = await mutate(world(), 'migrateRecord', input);
    expect(codesOf(refused)).toEqual(['CONSTRAINT_VIOLATION']);
    expect(refused.userErrors[0]?.message).toContain('sabotage');
    expect(refused.userErrors[0]?.message).not.toContain('first missing');
    await expectNothingKept(before, 1);
  });

  test('a constraint that is checked at the COMMIT only: CONSTRAINT_VIOLATION, and nothing is kept', async () => {
    const input = await ready();
    await world().rows('CREATE TABLE allowed (body text PRIMARY KEY)');
    await world().rows(`INSERT INTO allowed SELECT DISTINCT body FROM ${TABLE}`);
    await world().rows(
      `ALTER TABLE ${TABLE} ADD CONSTRAINT body_is_allowed FOREIGN KEY (body) REFERENCES allowed DEFERRABLE INITIALLY DEFERRED`,
    );
    const before = await world().snapshot();
    const refused = await mutate(world(), 'migrateRecord', input);
    expect(refused).toMatchObject({ changes: [], userErrors: [{ code: 'CONSTRAINT_VIOLATION', retryable: false }] });
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 0, entries: 0 });
  });

  test('a preview says so already', async () => {
    await world().rows(`ALTER TABLE ${TABLE} ADD CONSTRAINT body_is_short CHECK (length(body) < 5) NOT VALID`);
    expect(codesOf(await preview(world(), 'migrateRecord', NOTE))).toEqual(['CONSTRAINT_VIOLATION']);
  });
});

describe('F22: something in the database alters what is written', () => {
  test.each([
    ['before an insert', 'migrateRecord', NOTE, TABLE, 'BEFORE INSERT', 'NEW.body := upper(NEW.body);'],
    [
      'after an insert',
      'migrateRecord',
      NOTE,
      TABLE,
      'AFTER INSERT',
      `UPDATE ${TABLE} SET body = 'altered' WHERE id = NEW.id;`,
    ],
    ['before an update', 'reconcileRecord', TEMPLATE, 'templates', 'BEFORE UPDATE', `NEW.name := OLD.name || '!';`],
  ] as const)('%s: VERIFY_FAILED, and nothing is kept', async (_, mutation, input, table, moment, body) => {
    const write = await ready(mutation, input);
    const before = await world().snapshot();
    await sabotage(world(), table, moment, body);
    expect(await mutate(world(), mutation, write)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'VERIFY_FAILED', retryable: false }],
    });
    await expectNothingKept(before, 1);
  });

  test.each([
    ['an insert', 'migrateRecord', NOTE, TABLE, 'BEFORE INSERT'],
    ['an update', 'reconcileRecord', TEMPLATE, 'templates', 'BEFORE UPDATE'],
  ] as const)('a trigger that swallows %s: refused, and nothing is kept', async (_, mutation, input, table, moment) => {
    const write = await ready(mutation, input);
    const before = await world().snapshot();
    await sabotage(world(), table, moment, 'RETURN NULL;');
    expect(await mutate(world(), mutation, write)).toMatchObject({
      changes: [],
      userErrors: [{ code: 'NEW_CHANGED' }],
    });
    await expectNothingKept(before, 1);
  });

  test('a revert that does not bring the row back exactly: VERIFY_FAILED, and nothing is kept', async () => {
    const changeId = onlyChange(await carryOut(world(), 'reconcileRecord', TEMPLATE));
    const write = await ready('revertChange', revertOf(changeId));
    const before = await world().snapshot();
    await sabotage(world(), 'templates', 'BEFORE UPDATE', 'NEW.updated_at := clock_timestamp();');
    expect(codesOf(await mutate(world(), 'revertChange', write))).toEqual(['VERIFY_FAILED']);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 1, entries: 1 });
  });

  test('a column that the mapping does not fill may be filled by a trigger, which the preview shows', async () => {
    await sabotage(world(), TABLE, 'BEFORE INSERT', `NEW.subject := 'by the database';`);
    const applied = await carryOut(world(), 'migrateRecord', NOTE);
    expect(applied.plan[0]?.after).toMatchObject({ subject: 'by the database' });
    expect(applied.record?.verdict).toBe('MATCHED');
  });
});
