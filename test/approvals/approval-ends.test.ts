import { Role } from '../../resolvers/access/role';
import { decide } from '../support/approvals';
import { codesOf } from '../writing/mutations';
import { auditOf, find, useRemovals } from './removal';

/** What becomes of a request for approval: decided once, used once, or expired. */

const { world, as, again, ask, isThere } = useRemovals();

test('what is not kept does not use an approval up', async () => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  await world().rows(
    "INSERT INTO counterpart.switch (name, is_on, actor, reason) VALUES ('READ_ONLY', true, 'x', 'x')",
  );
  expect(codesOf(await again(input))).toEqual(['READ_ONLY']);
  expect(await find(world().api, id)).toMatchObject({ state: 'APPROVED', usedAt: null });
  await world().rows('DELETE FROM counterpart.switch');
  expect(codesOf(await again(input))).toEqual([]);
});

const expire = (id: string): Promise<unknown[]> =>
  world().rows("UPDATE counterpart.approval SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1", [
    id,
  ]);

test('a request that nobody decides about expires, and is asked for anew', async () => {
  const { input, id } = await ask();
  await expire(id);
  const vera = await as('vera', [Role.APPROVER]);
  expect(await decide(vera, 'approveWrite', id)).toMatchObject({
    approval: { state: 'EXPIRED' },
    userErrors: [{ code: 'PLAN_EXPIRED' }],
  });
  const asked = await again(input);
  expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
  expect(asked.approval?.id).not.toBe(id);
});

test('an approval that is not used in time has expired', async () => {
  const { input, id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  await expire(id);
  const asked = await again(input);
  expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
  expect(asked.approval?.id).not.toBe(id);
  expect(await find(world().api, id)).toMatchObject({ state: 'EXPIRED', decidedBy: 'vera' });
  expect(await isThere()).toBe(true);
});

test('what was rejected stays so, and may be asked for with another reason', async () => {
  const { input, id } = await ask();
  const vera = await as('vera', [Role.APPROVER]);
  expect(await decide(vera, 'rejectWrite', id, 'no ghost')).toMatchObject({
    approval: { state: 'REJECTED' },
    userErrors: [],
  });
  expect(await again(input)).toMatchObject({
    userErrors: [{ code: 'APPROVAL_REJECTED', retryable: false }],
    approval: { id, state: 'REJECTED' },
  });
  expect(codesOf(await again({ ...input, idempotencyKey: 'new' }))).toEqual(['APPROVAL_REJECTED']);
  expect(codesOf(await again({ ...input, idempotencyKey: 'newer', reason: 'seen it gone' }))).toEqual([
    'APPROVAL_REQUIRED',
  ]);
  expect(await auditOf(world(), id)).toMatchObject([
    { action: 'requestApproval' },
    { action: 'rejectWrite', actor: 'vera' },
  ]);
});

test.each([
  ['two approvers', 'approveWrite'],
  ['somebody who approves and somebody who rejects', 'rejectWrite'],
] as const)('of %s at once one decides, and the other one is told', async (_, second) => {
  const { id } = await ask();
  const [vera, juan] = [await as('vera', [Role.APPROVER]), await as('juan', [Role.APPROVER])];
  const answers = await Promise.all([decide(vera, 'approveWrite', id), decide(juan, second, id)]);
  expect(answers.flatMap(codesOf)).toEqual(['NOT_APPLICABLE']);
  const winner = answers.findIndex((answer) => answer.userErrors.length === 0);
  expect(await find(world().api, id)).toMatchObject({ decidedBy: ['vera', 'juan'][winner] });
  expect(await auditOf(world(), id)).toHaveLength(2);
});

test('what was asked for and decided cannot be altered in the ledger, even by its owner', async () => {
  const { id } = await ask();
  await decide(await as('vera', [Role.APPROVER]), 'approveWrite', id);
  const alter = (what: string): Promise<unknown> =>
    world().rows(`UPDATE counterpart.approval SET ${what} WHERE id = $1`, [id]);
  for (const what of [
    "plan_hash = 'another'",
    "planned = '[]'",
    "requested_by = 'sam'",
    "expires_at = expires_at + interval '1 day'",
    "decided_by = 'juan'",
    'decision = NULL, decided_by = NULL, decided_at = NULL, decided_because = NULL',
  ])
    await expect(alter(what)).rejects.toThrow(/stays as it is/);
  await expect(world().rows('DELETE FROM counterpart.approval')).rejects.toThrow(/append-only/);
});

test.each([
  ['a reason of blanks', { id: '6b1f7a52-98e5-4f0a-b3c5-1c2d3e4f5a6b', reason: ' ' }, 'INVALID_INPUT'],
  ['an id of nothing', { id: '6b1f7a52-98e5-4f0a-b3c5-1c2d3e4f5a6b', reason: 'fine' }, 'NOT_FOUND'],
])('%s is refused', async (_, { id, reason }, code) => {
  expect(await decide(world().api, 'approveWrite', id, reason)).toMatchObject({
    approval: null,
    userErrors: [{ code }],
  });
});

test('whoever may not see personal values does not see them in what is planned', async () => {
  const { id } = await ask();
  const vera = await as('vera', [Role.APPROVER]);
  const sam = await as('sam', [Role.SUPPORT]);
  const seen = await find(sam, id);
  const masked = await find(vera, id);
  expect(seen?.changes[0]?.before).toMatchObject({ legacy_office_id: '299', name: 'ghost office' });
  expect(masked?.changes[0]?.before).toMatchObject({ legacy_office_id: '299' });
  const hidden = Object.keys(seen?.changes[0]?.before ?? {}).filter(
    (name) => seen?.changes[0]?.before?.[name] !== masked?.changes[0]?.before?.[name],
  );
  expect(hidden.length).toBeGreaterThan(0);
});
