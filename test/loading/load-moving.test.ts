import { Comparison } from '../../reconciliation/comparison';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { mappings } from '../../reconciliation/mappings/all';
import { teamCommunications } from '../../reconciliation/mappings/team-communications';
import { describeEachEngine } from '../support/servers';
import { useOwnWorld } from '../support/world';
import { beforeEachWrite, loadAll, type PlainHold, toolsOf } from './load';

/** Legacy records that are to be written, beside the four of the world. */
const FIRST = 40_000;
const RECORDS = 2_048;

/** A legacy side that goes on changing while its records are copied. */
describeEachEngine('what changes while it is loaded', (engine) => {
  const world = useOwnWorld(engine);
  const legacy = (sql: string): Promise<unknown> => world().legacy.query(sql);
  const load = (order = {}, before?: () => Promise<void>): Promise<PlainHold> =>
    loadAll(toolsOf(world()), teamCommunications, order, before);
  const verdicts = async (): Promise<Partial<Record<string, number>>> => {
    const { sides, rows, source } = toolsOf(world());
    const comparison = new Comparison(sides, mappings, { rows, source });
    return (await comparison.compareMapping(teamCommunications)).verdicts;
  };
  const isThere = async (key: number): Promise<boolean> => {
    const rows = await world().rows('SELECT 1 FROM team_communications WHERE legacy_record_id = $1', [key]);
    return rows.length > 0;
  };

  beforeEach(async () => {
    const copy = `INSERT INTO dispatch_note (id, created_at, text, author_id, doctor_id) SELECT id + STEP, created_at, text, author_id, doctor_id FROM dispatch_note`;
    await legacy(`${copy.replace('STEP', String(FIRST - 31))} WHERE id = 31`);
    for (let step = 1; step < RECORDS; step *= 2)
      await legacy(`${copy.replace('STEP', String(step))} WHERE id >= ${FIRST}`);
  });

  test('before a batch is read is written as it is', async () => {
    const writes = beforeEachWrite(() => Promise.resolve());
    const hold = await load({}, async () => {
      await legacy(`UPDATE dispatch_note SET text = 'waited' WHERE id BETWEEN ${FIRST} AND ${FIRST + 99}`);
    });
    expect(writes.stop()).toBe(1);
    expect(hold.counts).toMatchObject({ written: RECORDS + 4 });
    expect(await verdicts()).toMatchObject({ MATCHED: RECORDS + 6, DIFFERENT: 1 });
  });

  test('between reading and writing is read again', async () => {
    const before = (await load({ dryRun: true })).counts;
    const writes = beforeEachWrite(async (count) => {
      if (count > 0) return;
      await legacy(`UPDATE dispatch_note SET text = 'changed' WHERE id BETWEEN ${FIRST} AND ${FIRST + 99}`);
      await legacy(`DELETE FROM dispatch_note WHERE id BETWEEN ${FIRST + 100} AND ${FIRST + 104}`);
    });
    const hold = await load();
    expect(writes.stop()).toBeGreaterThan(1);
    expect(hold.failures).toEqual([]);
    expect(hold.counts).toEqual({
      ...before,
      rows: (before.rows ?? 0) - 5,
      matched: (before.matched ?? 0) - 5,
      written: RECORDS - 1,
    });
    expect(hold.kept.map(({ isDone }) => isDone).indexOf(true)).toBe(hold.kept.length - 1);
    expect(hold.doneUpTo).toBe(String(FIRST + RECORDS - 1));
    expect(await isThere(FIRST + 100)).toBe(false);
    expect(await verdicts()).toMatchObject({ MATCHED: RECORDS + 1, DIFFERENT: 1 });
    expect(await verifyAudit(world().service.sides.new)).toMatchObject({ problem: null });
  });

  test.each([false, true])('all the time is left out and counted as moving (dry run: %s)', async (dryRun) => {
    const restless = [FIRST + 7, FIRST + 1_500];
    const writes = beforeEachWrite(async (count) => {
      await legacy(`UPDATE dispatch_note SET text = 'version ${count}' WHERE id IN (${restless.join(', ')})`);
    });
    const hold = await load({ dryRun });
    writes.stop();
    expect(hold.failures).toEqual([]);
    expect(hold.counts).toMatchObject({
      written: RECORDS + 2,
      matched: RECORDS + 4,
      moving: 2,
      rows: RECORDS + 12,
    });
    for (const key of restless) expect(await isThere(key)).toBe(false);
    if (dryRun) return;
    expect(await verdicts()).toMatchObject({ MATCHED: RECORDS + 4, DIFFERENT: 1, MISSING: 2 });
    const later = await load();
    expect(later.counts).toMatchObject({ written: 2 });
    expect(later.counts.moving).toBeUndefined();
  });
});
