import { describeEachEngine } from '../support/servers';
import { useWorld, type World } from '../support/world';
import { carryOut, onlyChange, revert } from '../writing/mutations';
import { newIdOf } from '../writing/world-new';

interface Page {
  readonly edges: readonly { cursor: string; node: { id: string } }[];
  readonly nodes: readonly { id: string }[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Walks all pages of a list and answers the ids in the order in which they came. */
async function walk(world: World, field: string, given: string, first: number, id = 'id'): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < 50; pages += 1) {
    const query = `query($after: String) { list: ${field}(first: ${first}, after: $after, ${given}) {
      edges { cursor node { id: ${id} } } nodes { id: ${id} } pageInfo { hasNextPage endCursor } } }`;
    const { list }: { list: Page } = await world.api.ask<{ list: Page }>(query, { after });
    expect(list.nodes).toEqual(list.edges.map((edge) => edge.node));
    expect(list.nodes.length).toBeLessThanOrEqual(first);
    expect(list.pageInfo.endCursor).toBe(list.edges.at(-1)?.cursor ?? null);
    ids.push(...list.nodes.map((node) => node.id));
    if (!list.pageInfo.hasNextPage) return ids;
    after = list.pageInfo.endCursor;
  }
  throw new Error('the list does not end');
}

describeEachEngine('walking lists', (engine) => {
  const world = useWorld(engine);
  const notes = Array.from({ length: 12 }, (_, index) => String(20 + index));

  test.each([1, 5, 12, 100])('records by pages of %i come in key order, each once', async (first) => {
    expect(await walk(world(), 'records', 'mapping: doctorNotes', first, 'legacyId')).toEqual(notes);
  });

  test('records of a range or of some ids', async () => {
    expect(
      await walk(
        world(),
        'records',
        'mapping: doctorNotes, where: { fromLegacyId: "22", toLegacyId: "26" }',
        2,
        'legacyId',
      ),
    ).toEqual(['22', '23', '24', '25', '26']);
    expect(
      await walk(world(), 'records', 'mapping: doctorNotes, where: { legacyIds: ["31", "4711", "20"] }', 1, 'legacyId'),
    ).toEqual(['20', '31']);
    expect(await walk(world(), 'records', 'mapping: doctorNotes, where: { legacyIds: [] }', 5, 'legacyId')).toEqual([]);
  });

  test('discrepancies in both orders come each once', async () => {
    const oldest = await walk(world(), 'discrepancies', 'orderBy: OLDEST', 3);
    const [count] = await world().rows<{ n: number }>('SELECT count(*)::integer AS n FROM counterpart.discrepancy');
    expect(new Set(oldest).size).toBe(oldest.length);
    expect(oldest).toHaveLength(count?.n ?? 0);
    expect(await walk(world(), 'discrepancies', 'orderBy: NEWEST', 4)).toEqual([...oldest].reverse());
  });

  test('discrepancies may be skipped, from the beginning or from a cursor on', async () => {
    const all = await walk(world(), 'discrepancies', '', 100);
    const query =
      'query($skip: Int!, $after: String) { list: discrepancies(first: 2, skip: $skip, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const page = async (skip: number, after?: string | null) =>
      (await world().api.ask<{ list: Page }>(query, { skip, after })).list;
    const third = await page(3);
    expect(third.nodes.map(({ id }) => id)).toEqual(all.slice(3, 5));
    expect((await page(1, third.pageInfo.endCursor)).nodes.map(({ id }) => id)).toEqual(all.slice(6, 8));
    expect(await page(1_000_000)).toEqual({ nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
    for (const skip of [-1, 1_000_001])
      expect((await world().api.request(query, { skip })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' } },
      ]);
  });

  test('changes and waivers come newest first, each once', async () => {
    const changes: string[] = [];
    for (const legacyId of ['21', '29', '30']) {
      const applied = await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId });
      changes.unshift(onlyChange(applied));
    }
    changes.unshift(onlyChange(await revert(world(), changes[0] ?? '')));
    expect(await walk(world(), 'changes', '', 1)).toEqual(changes);
    expect(await walk(world(), 'changes', 'where: { mapping: teamCommunications, legacyId: "30" }', 1)).toEqual(
      changes.slice(0, 2),
    );
    expect(await walk(world(), 'changes', 'where: { actor: "nobody" }', 1)).toEqual([]);
    for (const legacyId of ['22', '24', '26'])
      await carryOut(world(), 'waiveDiscrepancy', { mapping: 'teamCommunications', legacyId });
    const waivers = await walk(world(), 'waivers', '', 1);
    expect(new Set(waivers).size).toBe(3);
    expect(await walk(world(), 'waivers', 'where: { mapping: teams }', 2)).toEqual([]);
  });

  test('discrepancies are found by verdict, field, state, record and root cause', async () => {
    interface Found {
      readonly nodes: readonly { legacyId: string | null; verdict: string }[];
    }
    const find = async (where: string): Promise<string[]> => {
      const query = `{ discrepancies(first: 100, where: { mapping: teamCommunications, ${where} }) { nodes { legacyId verdict } } }`;
      const { discrepancies } = await world().api.ask<{ discrepancies: Found }>(query);
      return discrepancies.nodes.map((node) => node.legacyId ?? '').sort();
    };
    expect(await find('verdict: [DIFFERENT]')).toEqual(['28']);
    expect(await find('verdict: [BLOCKED], field: "authorId"')).toEqual(['22', '23', '24', '26']);
    expect(await find('legacyId: "28", field: "body"')).toEqual(['28']);
    expect(await find('state: [CLOSED]')).toEqual([]);
    const { rootCauses } = await world().api.ask<{ rootCauses: { id: string; record: { legacyId: string } | null }[] }>(
      '{ rootCauses(mapping: teamCommunications) { id record { legacyId } } }',
    );
    const root = rootCauses.find((candidate) => candidate.record?.legacyId === '6');
    expect(await find(`rootCause: "${root?.id ?? ''}"`)).toEqual(['23']);
  });

  test('a list that is empty ends at once', async () => {
    const { changes } = await world().api.ask<{ changes: Page }>(
      '{ changes(first: 1) { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage endCursor } } }',
    );
    expect(changes).toEqual({ edges: [], nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  test('integrity checks cover every reference, the five of the migration report among them', async () => {
    interface Check {
      readonly mapping: string;
      readonly field: string;
      readonly parent: string;
      readonly checked: number;
      readonly orphans: number;
      readonly wrongParents: number;
    }
    const find = async (): Promise<Map<string, Check>> => {
      const { integrityChecks } = await world().api.ask<{ integrityChecks: Check[] }>(
        '{ integrityChecks { mapping field parent checked unset orphans wrongParents orphanSample } }',
      );
      return new Map(integrityChecks.map((check) => [`${check.mapping}.${check.field}`, check]));
    };
    const whole = await find();
    for (const name of [
      'paymentOperations.paymentId',
      'payments.orderId',
      'templateProducts.templateId',
      'shipments.orderId',
      'teamCommunications.teamId',
    ]) {
      expect(whole.get(name)).toMatchObject({ orphans: 0, wrongParents: 0 });
      expect(whole.get(name)?.checked).toBeGreaterThan(0);
    }
    // With its foreign keys asleep, as in a load.
    await world().rows(
      `SELECT set_config('session_replication_role', 'replica', true); UPDATE payment_operations SET payment_id = gen_random_uuid()`,
    );
    await world().rows(
      `UPDATE team_communications SET author_id = '${newIdOf('profiles', '3')}' WHERE legacy_record_id = 20`,
    );
    await world().service.comparison.compareMapping(world().service.mapping('teamCommunications'));
    const broken = await find();
    expect(broken.get('paymentOperations.paymentId')).toMatchObject({ parent: 'payments', checked: 1, orphans: 1 });
    expect(broken.get('teamCommunications.authorId')).toMatchObject({
      parent: 'profiles',
      orphans: 0,
      wrongParents: 1,
    });
  });
});
