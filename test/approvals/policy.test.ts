import { Role } from '../../resolvers/access/role';
import { readConfig } from '../../src/config';
import { Failure } from '../../src/failure';
import { startApi } from '../support/api';
import { agree, decide } from '../support/approvals';
import { useWorld } from '../support/world';
import {
  carryOut,
  codesOf,
  confirmed,
  type Input,
  type Mutation,
  mutate,
  onlyChange,
  preview,
} from '../writing/mutations';

/** What a policy names, beside what always needs a second person. */

const DIFFERENT = { mapping: 'templates', legacyId: '302', resolutions: [{ field: 'name', take: 'LEGACY' }] };
const NOTE = { mapping: 'teamCommunications', legacyId: '21' };

describe.each([
  ['a mapping', ['templates'], 'reconcileRecord', DIFFERENT],
  ['a mutation', ['reconcileRecord'], 'reconcileRecord', DIFFERENT],
  ['a system', ['Team Organization'], 'migrateRecord', NOTE],
  ['the mapping of a parent that is taken along', ['profiles'], 'migrateRecord', { ...NOTE, withParents: true }],
  [
    'a mutation that writes no row',
    ['waiveDiscrepancy'],
    'waiveDiscrepancy',
    { mapping: 'templates', legacyId: '302' },
  ],
] as const)('with a policy that names %s', (_, requiredFor, mutation: Mutation, input: Input) => {
  const world = useWorld('postgres', { approvals: { hours: 2, requiredFor } });

  test('the write waits for a second person, for as long as the policy says, and is then carried out', async () => {
    if ('withParents' in input) await world().legacy.query('UPDATE dispatch_note SET author_id = 6 WHERE id = 21');
    const { fingerprint } = await preview(world(), mutation, input);
    const write = confirmed(input, fingerprint);
    const before = await world().snapshot();
    const asked = await mutate(world(), mutation, write);
    const isParentWritten = asked.plan.some((row) => row.mapping === 'profiles');
    expect(isParentWritten).toBe(requiredFor[0] === 'profiles');
    expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
    expect(await world().snapshot()).toEqual(before);
    const [kept] = await world().rows('SELECT (expires_at - asked_at)::text AS time FROM counterpart.approval');
    expect(kept).toMatchObject({ time: expect.stringMatching(/^02:00:00/) as string });
    await agree(world(), asked.approval?.id ?? '');
    expect(await mutate(world(), mutation, write)).toMatchObject({ userErrors: [], approval: { state: 'USED' } });
  });
});

describe('with a policy that names a mapping', () => {
  const world = useWorld('postgres', { approvals: { hours: 24, requiredFor: ['templates'] } });

  test('taking a change there back needs a second person as well, and what it does not name needs none', async () => {
    const changeId = onlyChange(await carryOut(world(), 'reconcileRecord', DIFFERENT));
    const { fingerprint } = await preview(world(), 'revertChange', { changeId });
    const asked = await mutate(world(), 'revertChange', confirmed({ changeId }, fingerprint));
    expect(codesOf(asked)).toEqual(['APPROVAL_REQUIRED']);
    const note = await mutate(
      world(),
      'migrateRecord',
      confirmed(NOTE, (await preview(world(), 'migrateRecord', NOTE)).fingerprint),
    );
    expect(note).toMatchObject({ userErrors: [], approval: null });
  });

  test('a page of requests goes on where the one before ended', async () => {
    for (const reason of ['first', 'second', 'third']) {
      const { fingerprint } = await preview(world(), 'reconcileRecord', DIFFERENT);
      await mutate(world(), 'reconcileRecord', { ...confirmed(DIFFERENT, fingerprint), reason });
    }
    const query = `query($after: String) { approvals(first: 2, after: $after) { nodes { reason } pageInfo { hasNextPage endCursor } } }`;
    interface Answer {
      approvals: { nodes: { reason: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    }
    const { approvals: first } = await world().api.ask<Answer>(query);
    const { approvals: rest } = await world().api.ask<Answer>(query, { after: first.pageInfo.endCursor });
    expect([first, rest].map(({ nodes }) => nodes.map(({ reason }) => reason))).toEqual([
      ['third', 'second'],
      ['first'],
    ]);
    expect([first, rest].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
  });

  test('the record may move before anybody agrees: what is agreed to then is refused with its code', async () => {
    const { fingerprint } = await preview(world(), 'reconcileRecord', DIFFERENT);
    const write = confirmed(DIFFERENT, fingerprint);
    const asked = await mutate(world(), 'reconcileRecord', write);
    await world().legacy.query("UPDATE dispatch_template SET task_name = 'Grind' WHERE id = 302");
    const vera = await startApi(world().service, { name: 'vera', roles: [Role.APPROVER], systems: null });
    await decide(vera, 'approveWrite', asked.approval?.id ?? '');
    await vera.stop();
    expect(codesOf(await mutate(world(), 'reconcileRecord', write))).toEqual(['LEGACY_CHANGED']);
  });
});

describe('settings', () => {
  const read = (environment: Record<string, string>) => readConfig({ environment }).approvals;

  test('what holds unless something else is asked for', () => {
    expect(read({})).toEqual({ hours: 24, requiredFor: [] });
  });

  test('systems, mappings and mutations by name', () => {
    const named = { APPROVAL_HOURS: '8', APPROVAL_REQUIRED_FOR: ' payments, Payment Processing ,startRun,,payments' };
    expect(read(named)).toEqual({ hours: 8, requiredFor: ['payments', 'Payment Processing', 'startRun'] });
  });

  test.each([
    ['APPROVAL_REQUIRED_FOR', 'payments,paiments', 'names "paiments", which is no system, no mapping'],
    ['APPROVAL_REQUIRED_FOR', 'diffRecord', 'names "diffRecord"'],
    ['APPROVAL_HOURS', '0', 'must be a whole number from 1 to 168'],
  ])('%s=%s is refused', (name, value, words) => {
    expect(() => read({ [name]: value })).toThrow(Failure);
    expect(() => read({ [name]: value })).toThrow(`${name} ${words}`);
  });
});
