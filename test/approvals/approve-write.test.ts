import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { Role } from '../../resolvers/access/role';
import { decide } from '../support/approvals';
import { carryOut, codesOf, mutate, onlyChange, preview } from '../writing/mutations';
import { invented } from '../writing/world-new';
import { auditOf, EXTRA, find, list, useRemovals } from './removal';

/** What lets a write through that needs a second person, and what does not. */

const { world, as, removal, again, ask, isThere } = useRemovals();

test('a removal is planned, kept, agreed to by somebody else, and carried out once', async () => {
  const before = await world().snapshot();
  const { input, id } = await ask();
  expect(await world().snapshot()).toEqual(before);
  const vera = await as('vera', [Role.APPROVER]);
  expect(await list(vera, { state: ['PENDING'], mapping: 'offices', requestedBy: 'tester' })).toMatchObject([
    { id, mutation: 'removeRecord', ...EXTRA, reason: 'ticket 4711', decidedBy: null, changes: [{ kind: 'DELETE' }] },
  ]);
  expect(await decide(vera, 'approveWrite', id, 'a ghost')).toMatchObject({
    approval: { state: 'APPROVED', decidedBy: 'vera', decidedBecause: 'a ghost', usedAt: null },
    userErrors: [],
  });
  const removed = await again(input);
  expect(removed).toMatchObject({ userErrors: [], replayed: false, approval: { id, state: 'USED' } });
  expect(await isThere()).toBe(false);
  expect(await again(input)).toMatchObject({ replayed: true, userErrors: [], approval: { id, state: 'USED' } });
  expect(await auditOf(world(), id)).toMatchObject([
    { action: 'requestApproval', actor: 'tester', reason: 'ticket 4711', changes: [] },
    { action: 'approveWrite', actor: 'vera', reason: 'a ghost' },
    { action: 'removeRecord', actor: 'tester', approval: { id, by: 'vera' }, changes: [{ id: onlyChange(removed) }] },
  ]);
  expect(await verifyAudit(world().service.sides.new)).toMatchObject({ problem: null });
});

test('the same request asks once, however often it is sent, and a dry run asks for nothing', async () => {
  const { input, id } = await ask();
  expect((await again(input)).approval?.id).toBe(id);
  const many = await Promise.all(Array.from({ length: 10 }, () => again(input)));
  for (const payload of many) expect(['APPROVAL_REQUIRED', 'IDEMPOTENCY_IN_PROGRESS']).toContain(codesOf(payload)[0]);
  expect(await preview(world(), 'removeRecord', EXTRA)).toMatchObject({ approval: null, userErrors: [] });
  expect(await list(world().api, {})).toHaveLength(1);
});

test('a request that many send at the same time for the first time is kept once', async () => {
  const inputs = await Promise.all(Array.from({ length: 8 }, () => removal()));
  const answers = await Promise.all(inputs.map(again));
  for (const code of answers.flatMap(codesOf)) expect(['APPROVAL_REQUIRED', 'RECORD_BUSY']).toContain(code);
  expect(await list(world().api, {})).toHaveLength(1);
});

test('A06: whoever asked cannot agree, whichever token and roles they come with, nor somebody without the role', async () => {
  const { input, id } = await ask();
  const other = await as('tester', [Role.APPROVER]);
  for (const mutation of ['approveWrite', 'rejectWrite'] as const)
    expect(codesOf(await decide(other, mutation, id))).toEqual(['SELF_APPROVAL']);
  expect(codesOf(await decide(world().api, 'approveWrite', id))).toEqual(['SELF_APPROVAL']);
  const supporter = await as('sam', [Role.SUPPORT, Role.AUTOMATION, Role.ANALYST]);
  const mutation = `mutation { approveWrite(input: { id: "${id}", reason: "fine" }) { userErrors { code } } }`;
  expect((await supporter.request(mutation)).errors[0]?.extensions?.code).toBe('FORBIDDEN');
  const elsewhere = await as('eva', [Role.APPROVER], ['Payment Processing']);
  expect(codesOf(await decide(elsewhere, 'approveWrite', id))).toEqual(['NOT_FOUND']);
  expect(await find(elsewhere, id)).toBeNull();
  expect(await list(elsewhere, {})).toEqual([]);
  expect(codesOf(await again(input))).toEqual(['APPROVAL_REQUIRED']);
  expect(await isThere()).toBe(true);
});

test.each([
  ['another reason', { reason: 'ticket 4712' }],
  ['another row', { newId: invented('second copy'), mapping: 'doctorNotes' }],
])('A07: what was approved lets nothing else through: %s', async (_, more) => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  const other = { ...input, ...more, idempotencyKey: 'another' };
  const { mapping, newId } = { ...EXTRA, ...more };
  const { fingerprint } = await preview(world(), 'removeRecord', { mapping, newId });
  const asked = await again({ ...other, expectedFingerprint: fingerprint });
  expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
  expect(asked.approval?.id).not.toBe(id);
  expect(await find(world().api, id)).toMatchObject({ state: 'APPROVED' });
});

test('A07: a compared column that changed since is refused with its code', async () => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  await world().rows("UPDATE offices SET name = 'no ghost' WHERE legacy_office_id = 299");
  expect(codesOf(await again(input))).toEqual(['NEW_CHANGED']);
  expect(await isThere()).toBe(true);
});

test('A07: a column that no rule compares, but that would be removed as well, has to be agreed to again', async () => {
  await world().rows("ALTER TABLE offices ADD COLUMN remark text DEFAULT 'none'");
  try {
    const { input, id } = await ask();
    await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
    await world().rows("UPDATE offices SET remark = 'keep this' WHERE legacy_office_id = 299");
    const asked = await again(input);
    expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
    expect(asked.approval?.id).not.toBe(id);
    expect(await isThere()).toBe(true);
  } finally {
    await world().rows('ALTER TABLE offices DROP COLUMN remark');
  }
});

test('A08: what was approved for one person is no approval for another', async () => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  const sam = await as('sam', [Role.SUPPORT]);
  const asked = await mutate({ ...world(), api: sam }, 'removeRecord', input);
  expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
  expect(asked.approval?.id).not.toBe(id);
  expect(codesOf(await again(input))).toEqual([]);
});

test('a second key does not use an approval twice', async () => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  const keys = Array.from({ length: 6 }, (_, index) => ({ ...input, idempotencyKey: `key ${index}` }));
  const answers = await Promise.all(keys.map(again));
  expect(answers.filter((answer) => answer.userErrors.length === 0)).toHaveLength(1);
  const [changeId] = answers.flatMap(({ changes }) => changes.map(({ id: made }) => made));
  // The row is back to the last byte, and so would the plan be: the approval is used up all the same.
  await carryOut(world(), 'revertChange', { changeId });
  const asked = await again({ ...input, idempotencyKey: 'once more' });
  expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
  expect(asked.approval?.id).not.toBe(id);
  expect(await isThere()).toBe(true);
});
