import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { findBulkChange, listRevertible } from '../../reconciliation/ledger/bulk-changes';
import { revertBulkChange } from '../../reconciliation/loading/revert-bulk-change';
import { profiles } from '../../reconciliation/mappings/profiles';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { describeEachEngine } from '../support/servers';
import { useWorld } from '../support/world';
import { carryOut, findRecord, preview, revert, revertOf } from '../writing/mutations';
import { createRun, loadAll, ORDER, PlainHold, toolsOf } from './load';

interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly mutation: string;
  readonly actor: string;
  readonly before: unknown;
  readonly after: Record<string, string> | null;
  readonly reverts: string | null;
  readonly revertedBy: string | null;
}

const SHOWN = 'id kind mutation actor reason before after reverts revertedBy revertible';

describeEachEngine('a row of a bulk change', (engine) => {
  const world = useWorld(engine);
  let bulk: string;
  let run: string;

  beforeEach(async () => {
    run = (await loadAll(toolsOf(world()), teamCommunications)).runId;
    const change = await findBulkChange(world().service.sides.new, teamCommunications, '21');
    bulk = change?.id ?? '';
    expect(change).toMatchObject({ runId: run, legacyIds: ['21', '29', '30', '31'] });
  });

  const changesOf = async (legacyId: string): Promise<Shown[]> => {
    const { record } = await world().api.ask<{ record: { changes: { nodes: Shown[] } } }>(
      `{ record(mapping: teamCommunications, legacyId: "${legacyId}") { changes(first: 10) { nodes { ${SHOWN} } } } }`,
    );
    return record.changes.nodes;
  };
  const refusalOf = async (changeId: string): Promise<string> => {
    const { userErrors } = await preview(world(), 'revertChange', revertOf(changeId));
    expect(userErrors).toMatchObject([{ code: 'NOT_REVERTIBLE' }]);
    return userErrors[0]?.message ?? '';
  };
  const problem = async (): Promise<string | null> => (await verifyAudit(world().service.sides.new)).problem;

  test('is shown as a change of its record, with the row while it is unchanged', async () => {
    const [change, ...others] = await changesOf('21');
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      id: `bulk.${bulk}.21`,
      kind: 'INSERT',
      mutation: 'startRun',
      actor: 'loader',
      reason: 'ticket 4711',
      before: null,
      reverts: null,
      revertedBy: null,
      revertible: true,
    });
    expect(change?.after).toMatchObject({ legacy_record_id: '21' });
    await world().rows(`UPDATE team_communications SET subject = 'edited' WHERE legacy_record_id = 21`);
    expect((await changesOf('21'))[0]?.after).toBeNull();
  });

  test('is taken back alone, and brought back, as any change', async () => {
    const there = await world().snapshot();
    const reverted = await revert(world(), `bulk.${bulk}.29`);
    expect(reverted).toMatchObject({
      changes: [{ kind: 'DELETE', legacyId: '29', reverts: `bulk.${bulk}.29` }],
      record: { verdict: 'MISSING' },
    });
    const changes = await changesOf('29');
    expect(changes.map(({ kind }) => kind)).toEqual(['DELETE', 'INSERT']);
    expect(changes[1]?.revertedBy).toBe(changes[0]?.id);
    expect(await refusalOf(`bulk.${bulk}.29`)).toContain('already taken back');
    expect(await listRevertible(world().service.sides.new, run)).toEqual([{ kind: 'bulk', id: bulk, records: 3 }]);
    await revert(world(), changes[0]?.id ?? '');
    expect(await world().snapshot()).toEqual(there);
    expect(await problem()).toBeNull();
  });

  test('pages through the changes of its record by cursor', async () => {
    await revert(world(), `bulk.${bulk}.29`);
    const page = async (after: string | null) => {
      const { changes } = await world().api.ask<{
        changes: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      }>(
        `query($after: String) { changes(where: { mapping: teamCommunications, legacyId: "29" }, first: 1, after: $after)
           { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      return changes;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(second.nodes).toEqual([{ id: `bulk.${bulk}.29` }]);
    expect((await page(second.pageInfo.endCursor)).nodes).toEqual([]);
  });

  test('is not taken back when it changed since, or is gone', async () => {
    await world().rows(`UPDATE team_communications SET subject = 'edited' WHERE legacy_record_id = 21`);
    expect(await refusalOf(`bulk.${bulk}.21`)).toContain('changed since');
    await world().rows('DELETE FROM team_communications WHERE legacy_record_id = 21');
    expect(await refusalOf(`bulk.${bulk}.21`)).toContain('removed since');
    const none = await preview(world(), 'revertChange', revertOf('bulk.999.21'));
    expect(none.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  test('stays with a bulk revert when it changed since; the rest goes', async () => {
    await world().rows(`UPDATE team_communications SET body = 'edited' WHERE legacy_record_id = 30`);
    await revert(world(), `bulk.${bulk}.29`);
    const tools = toolsOf(world());
    const hold = new PlainHold(await createRun(tools.sides.new, teamCommunications));
    await revertBulkChange(tools, teamCommunications, bulk, ORDER, hold);
    expect(hold.failures).toMatchObject([{ legacyId: '30', code: 'NOT_REVERTIBLE' }]);
    expect(hold.counts).toEqual({ rows: 3, written: 2, failed: 1, missing: 2, different: 1 });
    expect((await findRecord(world(), 'teamCommunications', '21'))?.verdict).toBe('MISSING');
    const [removal, insert] = await changesOf('21');
    expect([removal?.kind, removal?.reverts]).toEqual(['DELETE', insert?.id]);
    expect(insert?.revertedBy).toBe(removal?.id);
    expect(await refusalOf(removal?.id ?? '')).toContain('no images');
    expect(await problem()).toBeNull();
  });

  test('stays while others refer to it', async () => {
    const tools = toolsOf(world());
    await loadAll(tools, profiles);
    await carryOut(world(), 'migrateRecord', { mapping: 'teamCommunications', legacyId: '23' });
    const change = await findBulkChange(tools.sides.new, profiles, '6');
    expect(await refusalOf(`bulk.${change?.id ?? ''}.6`)).toContain('team_communications.author_id');
    const hold = new PlainHold(await createRun(tools.sides.new, profiles));
    await revertBulkChange(tools, profiles, change?.id ?? '', ORDER, hold);
    expect(hold.failures).toMatchObject([{ legacyId: '6', code: 'NOT_REVERTIBLE' }]);
    expect(hold.failures[0]?.message).toContain('team_communications.author_id');
    expect(hold.counts).toMatchObject({ written: 2 });
  });

  test.each([
    ['edited', `UPDATE counterpart.bulk_change SET reason = 'another'`, /bulk change \d+.*was edited/],
    ['given other digests', 'UPDATE counterpart.bulk_change SET row_digests[1] = 0', /bulk change \d+.*was edited/],
    ['removed', 'DELETE FROM counterpart.bulk_change', /bulk change \d+.*is gone/],
    [
      'put in',
      `INSERT INTO counterpart.bulk_change (run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason)
       SELECT run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason FROM counterpart.bulk_change`,
      /bulk change \d+ is reported by no entry/,
    ],
  ])('is missed by the audit when its bulk change was %s', async (_, statement, said) => {
    const runner = world().new.createQueryRunner();
    try {
      await runner.query('SET session_replication_role = replica');
      await runner.query(statement);
      await runner.query('RESET session_replication_role');
    } finally {
      await runner.release();
    }
    expect(await problem()).toMatch(said);
  });
});
