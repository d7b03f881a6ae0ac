import { useWorld } from '../support/world';
import { carryOut, codesOf, confirmed, figuresOf, mutate, preview, send } from './mutations';
import { compare, instantIn, listed, ofRoot, passUntil, rootOf, stateOf, waiversOf } from './waivers';

const NOTES = 'teamCommunications';
const MISSING = ['21', '29', '30', '31'];

interface Reach {
  readonly fingerprint: string;
  readonly covers: number;
}

describe('waiving a root cause', () => {
  const world = useWorld('postgres');
  const compareAll = (mapping: string) => world().service.comparison.compareMapping(world().service.mapping(mapping));

  async function reachOf(input: object): Promise<Reach> {
    const query = 'mutation($input: WaiveDiscrepancyInput!) { waiveDiscrepancy(input: $input) { fingerprint covers } }';
    const answer = await world().api.ask<{ waiveDiscrepancy: Reach }>(query, { input: { ...input, dryRun: true } });
    return answer.waiveDiscrepancy;
  }

  async function blocksOf(
    mapping: string,
    id: string,
  ): Promise<{ id: string; blocks: number; fingerprint: string } | undefined> {
    const query = `{ rootCauses(mapping: ${mapping}, first: 100) { id blocks fingerprint } }`;
    const { rootCauses } = await world().api.ask<{ rootCauses: { id: string; blocks: number; fingerprint: string }[] }>(
      query,
    );
    return rootCauses.find((root) => root.id === id);
  }

  test('covers all that it explains, and a dry run says how many that are', async () => {
    const input = await ofRoot(world(), NOTES, '21');
    const before = { tables: await world().snapshot(), figures: await figuresOf(world(), NOTES) };
    const root = await blocksOf(NOTES, input.rootCause);
    expect(root?.blocks).toBe(4);
    expect(await reachOf(input)).toEqual({ fingerprint: root?.fingerprint, covers: 4 });
    const waived = await carryOut(world(), 'waiveDiscrepancy', input);
    expect(waived).toMatchObject({ record: null, plan: [], changes: [] });
    expect(await listed(world(), NOTES, 'WAIVED')).toEqual(MISSING);
    expect(await listed(world(), NOTES, 'WAIVED', `rootCause: "${input.rootCause}"`)).toEqual(MISSING);
    expect(await blocksOf(NOTES, input.rootCause)).toBeUndefined();
    expect(await figuresOf(world(), NOTES)).toEqual({ ...before.figures, waived: 4 });
    expect(await world().snapshot()).toEqual(before.tables);
    expect(await waiversOf(world(), { scope: 'ROOT_CAUSE', rootCause: input.rootCause })).toMatchObject([
      {
        scope: 'ROOT_CAUSE',
        rootCause: input.rootCause,
        legacyId: null,
        newId: null,
        field: null,
        verdict: null,
        actor: 'tester',
      },
    ]);
    const [entry] = await world().rows<{ payload: string }>('SELECT payload FROM counterpart.audit_entry');
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({
      mapping: NOTES,
      waives: { rootCause: input.rootCause, covers: 4 },
    });
  });

  test('is done with the fingerprint that the root cause shows, which tells how many it blocks', async () => {
    const input = await ofRoot(world(), NOTES, '21');
    const shown = (await blocksOf(NOTES, input.rootCause))?.fingerprint ?? '';
    await carryOut(world(), 'migrateRecord', { mapping: NOTES, legacyId: '21' });
    expect(codesOf(await mutate(world(), 'waiveDiscrepancy', confirmed(input, shown)))).toEqual(['STALE_PLAN']);
    const now = (await blocksOf(NOTES, input.rootCause))?.fingerprint ?? '';
    expect(codesOf(await mutate(world(), 'waiveDiscrepancy', confirmed(input, now)))).toEqual([]);
  });

  test('covers what the same root explains later, found alone or with all others', async () => {
    await carryOut(world(), 'waiveDiscrepancy', await ofRoot(world(), NOTES, '21'));
    await carryOut(world(), 'migrateRecord', { mapping: NOTES, legacyId: '29' });
    await carryOut(world(), 'migrateRecord', { mapping: NOTES, legacyId: '30' });
    expect(await listed(world(), NOTES, 'WAIVED')).toEqual(['21', '31']);
    await world().rows('DELETE FROM team_communications WHERE legacy_record_id IN (29, 30)');
    await compare(world(), NOTES, '29');
    expect(await stateOf(world(), NOTES, '29')).toBe('WAIVED');
    await compareAll(NOTES);
    expect(await listed(world(), NOTES, 'WAIVED')).toEqual(MISSING);
    expect(await figuresOf(world(), NOTES)).toMatchObject({ missing: 4, waived: 4 });
  });

  test('covers a record of several causes when all of them lead to what was waived', async () => {
    await carryOut(world(), 'waiveDiscrepancy', await ofRoot(world(), 'orders', '1003'));
    expect(await stateOf(world(), 'orders', '1003')).toBe('WAIVED');
    const rootCause = await rootOf(world(), 'templates', '302', 'name');
    const input = { mapping: 'templates', rootCause, expiresAt: await instantIn(world(), '1 day') };
    expect(await reachOf(input)).toMatchObject({ covers: 0 });
    await carryOut(world(), 'waiveDiscrepancy', input);
    expect(await stateOf(world(), 'templates', '302')).toBe('OPEN');
    // What the root cause leaves may be accepted field by field.
    for (const field of ['actionName', 'estimatedDurationMinutes'])
      await carryOut(world(), 'waiveDiscrepancy', { mapping: 'templates', legacyId: '302', field });
    expect(await stateOf(world(), 'templates', '302')).toBe('WAIVED');
    expect(await reachOf(input)).toMatchObject({ covers: 1 });
    const [waiver] = await waiversOf(world(), { scope: 'ROOT_CAUSE', mapping: 'templates' });
    await carryOut(world(), 'withdrawWaiver', { waiverId: waiver?.id });
    expect(await stateOf(world(), 'templates', '302')).toBe('OPEN');
  });

  test('goes by the cause: the record may change, another cause opens it again', async () => {
    await carryOut(world(), 'waiveDiscrepancy', await ofRoot(world(), NOTES, '23'));
    await world().legacy.query("UPDATE dispatch_note SET text = 'written anew' WHERE id = 23");
    await compare(world(), NOTES, '23');
    expect(await stateOf(world(), NOTES, '23')).toBe('WAIVED');
    // The author's profile, which was the root cause, is no longer missing.
    await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    await compareAll(NOTES);
    expect(await stateOf(world(), NOTES, '23')).toBe('OPEN');
    expect(await figuresOf(world(), NOTES)).toMatchObject({ waived: 0 });
  });

  test('ends when it expires, in lists, figures and root causes without a new comparison', async () => {
    const input = { ...(await ofRoot(world(), NOTES, '21')), expiresAt: await instantIn(world(), '4 seconds') };
    await carryOut(world(), 'waiveDiscrepancy', input);
    expect(await figuresOf(world(), NOTES)).toMatchObject({ waived: 4 });
    await passUntil(world(), input.expiresAt);
    expect(await listed(world(), NOTES, 'WAIVED')).toEqual([]);
    expect(await listed(world(), NOTES, 'OPEN', 'verdict: [MISSING]')).toEqual(MISSING);
    expect(await figuresOf(world(), NOTES)).toMatchObject({ missing: 4, waived: 0 });
    expect((await blocksOf(NOTES, input.rootCause))?.blocks).toBe(4);
    await compareAll(NOTES);
    expect(await stateOf(world(), NOTES, '21')).toBe('OPEN');
  });

  test('is replaced by a newer one, and opens all again when it is withdrawn', async () => {
    const input = await ofRoot(world(), NOTES, '21');
    await carryOut(world(), 'waiveDiscrepancy', input);
    expect(await reachOf(input)).toMatchObject({ covers: 4 });
    await carryOut(world(), 'waiveDiscrepancy', { ...input, expiresAt: await instantIn(world(), '2 days') });
    expect(await waiversOf(world())).toHaveLength(2);
    const [standing, ...others] = await waiversOf(world(), { standing: true });
    expect(others).toEqual([]);
    await carryOut(world(), 'waiveDiscrepancy', { mapping: NOTES, legacyId: '30' });
    await carryOut(world(), 'withdrawWaiver', { waiverId: standing?.id });
    // One of them was accepted for its own sake.
    expect(await listed(world(), NOTES, 'WAIVED')).toEqual(['30']);
    expect(await figuresOf(world(), NOTES)).toMatchObject({ waived: 1 });
  });

  test.each([
    ['a root cause that there is not', { rootCause: 'mistyped' }, 'NOT_FOUND', 'rootCause'],
    ['no end', { expiresAt: null }, 'INVALID_INPUT', 'expiresAt'],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00.000000Z' }, 'INVALID_INPUT', 'expiresAt'],
    ['an end after more than a year', { expiresAt: '2099-01-01T00:00:00.000000Z' }, 'INVALID_INPUT', 'expiresAt'],
    ['one of another mapping', { mapping: 'orders' }, 'NOT_FOUND', 'rootCause'],
  ])('with %s is refused', async (_, more, code, field) => {
    const input = { ...(await ofRoot(world(), NOTES, '21')), ...more };
    expect((await preview(world(), 'waiveDiscrepancy', input)).userErrors).toMatchObject([{ code, field }]);
  });

  test('ends within 365 days', async () => {
    const input = await ofRoot(world(), NOTES, '21');
    const until = async (interval: string) =>
      codesOf(await preview(world(), 'waiveDiscrepancy', { ...input, expiresAt: await instantIn(world(), interval) }));
    expect([await until('365 days'), await until('366 days')]).toEqual([[], ['INVALID_INPUT']]);
  });

  test('that explains nothing any more is refused', async () => {
    const input = await ofRoot(world(), NOTES, '23');
    await carryOut(world(), 'migrateRecord', { mapping: 'profiles', legacyId: '6' });
    await compareAll(NOTES);
    expect(codesOf(await preview(world(), 'waiveDiscrepancy', input))).toEqual(['NOT_APPLICABLE']);
  });

  test.each([
    ['a record', { legacyId: '21' }],
    ['a row', { newId: '00000000-0000-4000-8000-000000000001' }],
    ['a field', { field: 'body' }],
  ])('and %s at once cannot be understood', async (_, more) => {
    const { errors } = await send(world(), 'waiveDiscrepancy', {
      ...(await ofRoot(world(), NOTES, '21')),
      ...more,
      dryRun: true,
    });
    expect(errors.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });
});
