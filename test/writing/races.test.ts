import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { agree } from '../support/approvals';
import { useWorld } from '../support/world';
import {
  carryOut,
  codesOf,
  confirmed,
  countLedger,
  findRecord,
  mutate,
  onlyChange,
  type Payload,
  preview,
  revertOf,
} from './mutations';
import { invented, newIdOf } from './world-new';

const NOTE = { mapping: 'teamCommunications', legacyId: '21' };
const MANY = Array.from({ length: 100 }, (_, index) => index);

const world = useWorld('postgres', { poolSize: 8 });

const isDone = (payload: Payload): boolean => payload.userErrors.length === 0 && !payload.replayed;
const countRows = async (): Promise<number> =>
  (await world().rows('SELECT id FROM team_communications WHERE legacy_record_id = 21')).length;

test('F28: a hundred times the same request with the same key is one effect, one change, one audit entry', async () => {
  const { fingerprint } = await preview(world(), 'migrateRecord', NOTE);
  const input = confirmed(NOTE, fingerprint);
  const answers = await Promise.all(MANY.map(() => mutate(world(), 'migrateRecord', input)));
  const [winner, ...others] = answers.filter(isDone);
  expect(others).toEqual([]);
  const losers = answers.filter((answer) => answer !== winner);
  const replays = losers.filter((answer) => answer.replayed);
  expect(new Set(losers.filter((answer) => !answer.replayed).flatMap(codesOf))).toEqual(
    new Set(replays.length === 99 ? [] : ['IDEMPOTENCY_IN_PROGRESS']),
  );
  for (const replay of replays) expect(replay).toMatchObject({ userErrors: [], changes: winner?.changes });
  expect(await countRows()).toBe(1);
  expect(await countLedger(world())).toEqual({ changes: 1, entries: 1, keys: 1 });
});

test('F29: a hundred different keys for the same record are one effect, and everybody else is told', async () => {
  const { fingerprint } = await preview(world(), 'migrateRecord', NOTE);
  const answers = await Promise.all(MANY.map(() => mutate(world(), 'migrateRecord', confirmed(NOTE, fingerprint))));
  expect(answers.filter(isDone)).toHaveLength(1);
  const told = new Set(answers.filter((answer) => !isDone(answer)).flatMap(codesOf));
  expect([...told].filter((code) => !['ALREADY_IN_SYNC', 'NEW_CHANGED', 'RECORD_BUSY'].includes(code))).toEqual([]);
  expect(await countRows()).toBe(1);
  expect(await countLedger(world())).toMatchObject({ changes: 1, entries: 1 });
});

test('different records at the same time are all written, and the audit trail is one whole chain', async () => {
  const inputs = await Promise.all(
    ['21', '29', '30', '31'].map(async (legacyId) => {
      const input = { ...NOTE, legacyId };
      return confirmed(input, (await preview(world(), 'migrateRecord', input)).fingerprint);
    }),
  );
  const answers = await Promise.all(inputs.map((input) => mutate(world(), 'migrateRecord', input)));
  expect(answers.map((answer) => [codesOf(answer), answer.record?.verdict])).toEqual(inputs.map(() => [[], 'MATCHED']));
  expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 4, problem: null });
});

test('F30: of an apply and a revert at the same time exactly one wins, and the other one says why not', async () => {
  const input = { mapping: 'templates', legacyId: '302' };
  const first = await carryOut(world(), 'reconcileRecord', {
    ...input,
    resolutions: [{ field: 'name', take: 'LEGACY' }],
  });
  const second = { ...input, resolutions: [{ field: 'estimatedDurationMinutes', take: 'LEGACY' }] };
  const apply = confirmed(second, (await preview(world(), 'reconcileRecord', second)).fingerprint);
  const takeBack = confirmed(
    revertOf(onlyChange(first)),
    (await preview(world(), 'revertChange', revertOf(onlyChange(first)))).fingerprint,
  );
  const [applied, reverted] = await Promise.all([
    mutate(world(), 'reconcileRecord', apply),
    mutate(world(), 'revertChange', takeBack),
  ]);
  const codes = [...codesOf(applied), ...codesOf(reverted)];
  expect([['NEW_CHANGED'], ['NOT_REVERTIBLE'], ['RECORD_BUSY']]).toContainEqual(codes);
  expect([applied, reverted].filter(isDone)).toHaveLength(1);
  // The migration, whichever of the two won, and the refusal of the other.
  expect(await verifyAudit(world().service.sides.new)).toEqual({ entries: 3, problem: null });
});

test('F30: of many reverts of one change at the same time exactly one wins', async () => {
  const before = await world().snapshot();
  const changeId = onlyChange(await carryOut(world(), 'migrateRecord', NOTE));
  const { fingerprint } = await preview(world(), 'revertChange', revertOf(changeId));
  const answers = await Promise.all(
    MANY.slice(0, 20).map(() => mutate(world(), 'revertChange', confirmed(revertOf(changeId), fingerprint))),
  );
  expect(answers.filter(isDone)).toHaveLength(1);
  const told = new Set(answers.filter((answer) => !isDone(answer)).flatMap(codesOf));
  expect([...told].filter((code) => !['NOT_REVERTIBLE', 'RECORD_BUSY'].includes(code))).toEqual([]);
  expect(await world().snapshot()).toEqual(before);
});

test('two people who remove different copies of one record cannot remove both', async () => {
  const inputs = await Promise.all(
    [newIdOf('doctorNotes', '27'), invented('second copy')].map(async (newId) => {
      const input = { mapping: 'doctorNotes', newId };
      return confirmed(input, (await preview(world(), 'removeRecord', input)).fingerprint);
    }),
  );
  // Each of the two has been agreed to.
  for (const input of inputs) await agree(world(), (await mutate(world(), 'removeRecord', input)).approval?.id ?? '');
  const answers = await Promise.all(inputs.map((input) => mutate(world(), 'removeRecord', input)));
  expect(answers.filter(isDone)).toHaveLength(1);
  expect(await world().rows('SELECT id FROM doctor_notes WHERE legacy_note_id = 27')).toHaveLength(1);
  expect((await findRecord(world(), 'doctorNotes', '27'))?.verdict).toBe('MATCHED');
});

test('two records that take the same missing parent along make it once', async () => {
  await world().legacy.query('UPDATE dispatch_note SET author_id = 6 WHERE id = 21');
  const inputs = await Promise.all(
    ['21', '23'].map(async (legacyId) => {
      const input = { ...NOTE, legacyId, withParents: true };
      return confirmed(input, (await preview(world(), 'migrateRecord', input)).fingerprint);
    }),
  );
  const answers = await Promise.all(inputs.map((input) => mutate(world(), 'migrateRecord', input)));
  expect(await world().rows('SELECT id FROM profiles WHERE legacy_user_id = 6')).toHaveLength(1);
  expect(answers.filter(isDone)).toHaveLength(1);
  const told = answers.filter((answer) => !isDone(answer)).flatMap(codesOf);
  expect(told).toHaveLength(1);
  expect(['STALE_PLAN', 'RECORD_BUSY', 'NEW_CHANGED']).toContain(told[0]);
});
