import { describeEachEngine } from '../support/servers';
import { useOwnWorld, useWorld } from '../support/world';
import { codesOf, confirmed, countLedger, type Input, type Mutation, mutate, preview } from './mutations';
import { closeGate, timed, untilAtGate, whileHeld } from './sabotage';
import { invented, newIdOf } from './world-new';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const TEMPLATE = { mapping: 'templates', legacyId: '302', resolutions: [{ field: 'name', take: 'LEGACY' }] };

describeEachEngine('the legacy side changes meanwhile', (engine) => {
  const world = useOwnWorld(engine);
  const ready = async (): Promise<Input> =>
    confirmed(NOTE, (await preview(world(), 'migrateRecord', NOTE)).fingerprint);

  test.each([
    [
      'its text changed',
      `UPDATE dispatch_note SET created_at = '2021-05-05 10:00:00.000002' WHERE id = 21`,
      'LEGACY_CHANGED',
    ],
    ['its author changed', 'UPDATE dispatch_note SET author_id = 1 WHERE id = 21', 'LEGACY_CHANGED'],
    ['it is gone', 'DELETE FROM dispatch_note WHERE id = 21', 'NOT_FOUND'],
  ])('F15: between preview and write, %s: nothing is written', async (_, statement, code) => {
    const input = await ready();
    await world().legacy.query(statement);
    const before = await world().snapshot();
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([code]);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 0, entries: 0 });
  });

  test.each([
    ['before the row is written', 'team_communications'],
    ['after the row is written', 'counterpart.audit_entry'],
  ])('F15: between reading and COMMIT, %s: it is written and NEEDS_RECHECK says so', async (_, table) => {
    const input = await ready();
    const open = await closeGate(world(), table, 'BEFORE INSERT');
    const writing = mutate(world(), 'migrateRecord', input);
    await untilAtGate(world());
    await world().legacy.query('UPDATE dispatch_note SET author_id = 1 WHERE id = 21');
    await open();
    const applied = await writing;
    expect(applied).toMatchObject({ changes: [{ kind: 'INSERT' }], record: { verdict: 'DIFFERENT' } });
    expect(codesOf(applied)).toEqual(['NEEDS_RECHECK']);
  });

  test('F15: it disappears between reading and COMMIT: NEEDS_RECHECK says so', async () => {
    const input = await ready();
    const open = await closeGate(world(), 'counterpart.audit_entry', 'BEFORE INSERT');
    const writing = mutate(world(), 'migrateRecord', input);
    await untilAtGate(world());
    await world().legacy.query('DELETE FROM dispatch_note WHERE id = 21');
    await open();
    expect(codesOf(await writing)).toEqual(['NEEDS_RECHECK']);
  });
});

describe('the new side changes meanwhile', () => {
  const world = useWorld('postgres');
  const ready = async (mutation: Mutation, input: Input): Promise<Input> =>
    confirmed(input, (await preview(world(), mutation, input)).fingerprint);

  test.each([
    ['somebody edits the row', `UPDATE templates SET name = 'third name' WHERE legacy_template_id = 302`],
    ['somebody deletes the row', 'DELETE FROM templates WHERE legacy_template_id = 302'],
    [
      'somebody replaces the row by another one with the same key',
      `UPDATE templates SET id = '${invented('another template')}' WHERE legacy_template_id = 302`,
    ],
  ])('F16, F18: between preview and write, %s: NEW_CHANGED, and nothing is written', async (_, statement) => {
    const input = await ready('reconcileRecord', TEMPLATE);
    await world().rows(statement);
    const before = await world().snapshot();
    const refused = await mutate(world(), 'reconcileRecord', input);
    expect(refused).toMatchObject({ changes: [], userErrors: [{ code: 'NEW_CHANGED', retryable: false }] });
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toMatchObject({ changes: 0, entries: 0 });
  });

  const copy = (body: string): string =>
    `INSERT INTO team_communications (legacy_record_id, body, author_id, team_id, communication_type, created_at)
     VALUES (21, '${body}', '${newIdOf('profiles', '2')}', '${newIdOf('teams', '7')}', 'production_note', '2021-05-05 10:00:00.000001+00')`;

  test.each([
    ['as it should be', 'first missing', 'ALREADY_IN_SYNC'],
    ['otherwise', 'something else', 'NEW_CHANGED'],
  ])('F16: somebody else migrates the record first, %s', async (_, body, code) => {
    const input = await ready('migrateRecord', NOTE);
    await world().rows(copy(body));
    const before = await world().snapshot();
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual([code]);
    expect(await world().snapshot()).toEqual(before);
  });

  test('F18: another row took the id that the new one would have: refused, and the other row stays', async () => {
    const plan = await preview(world(), 'migrateRecord', NOTE);
    await world().rows(`UPDATE team_communications SET id = $1 WHERE legacy_record_id = 28`, [plan.plan[0]?.newId]);
    const before = await world().snapshot();
    const refused = await mutate(world(), 'migrateRecord', confirmed(NOTE, plan.fingerprint));
    expect(refused).toMatchObject({ changes: [], userErrors: [{ retryable: false }] });
    expect(['CONSTRAINT_VIOLATION', 'NEW_CHANGED']).toContain(codesOf(refused)[0]);
    expect(await world().snapshot()).toEqual(before);
  });

  test('a parent that is no longer eligible makes the plan stale', async () => {
    const input = await ready('migrateRecord', NOTE);
    await world().rows(`UPDATE profiles SET profile_type = 'client' WHERE legacy_user_id = 2`);
    expect(codesOf(await mutate(world(), 'migrateRecord', input))).toEqual(['STALE_PLAN']);
  });
});

describe('somebody else holds the record', () => {
  const world = useOwnWorld('postgres');

  test.each([
    ['F17: its row', `SELECT 1 FROM templates WHERE legacy_template_id = 302 FOR UPDATE`],
    ['F20: its whole table, for writing', 'LOCK TABLE templates IN SHARE ROW EXCLUSIVE MODE'],
    ['F20: its whole table, for anything', 'LOCK TABLE templates IN ACCESS EXCLUSIVE MODE'],
    [
      'F20: its turn among the writers of this service',
      `SELECT pg_advisory_xact_lock(hashtextextended('counterpart/templates/302', 0))`,
    ],
  ])('%s: RECORD_BUSY within the lock timeout, and the same key works later', async (_, statement) => {
    const input = confirmed(TEMPLATE, (await preview(world(), 'reconcileRecord', TEMPLATE)).fingerprint);
    const before = await world().snapshot();
    const { answer, seconds } = await whileHeld(world(), statement, () =>
      timed(mutate(world(), 'reconcileRecord', input)),
    );
    expect(answer).toMatchObject({ changes: [], userErrors: [{ code: 'RECORD_BUSY', retryable: true }] });
    expect(seconds).toBeLessThan(4);
    expect(await world().snapshot()).toEqual(before);
    expect(await countLedger(world())).toEqual({ changes: 0, entries: 0, keys: 0 });
    expect(codesOf(await mutate(world(), 'reconcileRecord', input))).toEqual([]);
  });

  test('F17: while the service writes the row, nobody else can', async () => {
    const input = confirmed(TEMPLATE, (await preview(world(), 'reconcileRecord', TEMPLATE)).fingerprint);
    const open = await closeGate(world(), 'counterpart.audit_entry', 'BEFORE INSERT');
    const writing = mutate(world(), 'reconcileRecord', input);
    await untilAtGate(world());
    await expect(
      world().rows('SELECT 1 FROM templates WHERE legacy_template_id = 302 FOR UPDATE NOWAIT'),
    ).rejects.toThrow(/could not obtain lock/);
    await open();
    expect(await writing).toMatchObject({ userErrors: [], changes: [{ kind: 'UPDATE' }] });
  });

  test('F20: a dry run waits no longer than a write', async () => {
    const lock = 'SELECT 1 FROM templates WHERE legacy_template_id = 302 FOR UPDATE';
    const { answer, seconds } = await whileHeld(world(), lock, () =>
      timed(preview(world(), 'reconcileRecord', TEMPLATE)),
    );
    expect(codesOf(answer)).toEqual(['RECORD_BUSY']);
    expect(seconds).toBeLessThan(4);
  });
});
