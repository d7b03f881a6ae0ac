import { Comparison } from '../../reconciliation/comparison';
import { verifyAudit } from '../../reconciliation/ledger/audit-chain';
import { listRevertible } from '../../reconciliation/ledger/bulk-changes';
import { loadRange } from '../../reconciliation/loading/load-range';
import { revertBulkChange } from '../../reconciliation/loading/revert-bulk-change';
import { mappings } from '../../reconciliation/mappings/all';
import { systemMessages } from '../../reconciliation/mappings/system-messages';
import { type SampleDatabases, useSample } from '../support/sample';
import { describeEachEngine } from '../support/servers';
import { ALL, createRun, type Opened, ORDER, openTools, PlainHold } from './load';

/** Those of the cut sample that were sent, and those of them whose context is no JSON. */
const SENT = 40_792;
const MALFORMED = 40;
const WRITTEN = SENT - MALFORMED;

/** One story, told in order. */
describeEachEngine('the notifications of the sample', (engine) => {
  let sample: SampleDatabases;
  let opened: Opened;
  let run: string;
  let before: readonly string[];

  const rows = <Row>(sql: string): Promise<Row[]> => opened.tools.sides.new.query<Row>(sql);
  const dump = async (): Promise<string[]> =>
    (await rows<{ row: string }>('SELECT t::text AS row FROM system_messages t ORDER BY 1')).map(({ row }) => row);

  beforeAll(async () => {
    sample = await useSample(engine);
    opened = await openTools(sample);
    run = await createRun(opened.tools.sides.new, systemMessages);
    before = await dump();
  }, 600_000);
  afterAll(async () => {
    await opened?.databases.close();
    await sample?.drop();
  });

  test('arrive, all but the malformed ones, and go on where they were stopped', async () => {
    const { tools } = opened;
    const first = new PlainHold(run, (batches) =>
      batches < 3 ? Promise.resolve() : Promise.reject(new Error('killed')),
    );
    await expect(loadRange(tools, systemMessages, ALL, ORDER, first)).rejects.toThrow('killed');
    expect(first.doneUpTo).toBe('30000');
    const second = new PlainHold(run);
    await loadRange(tools, systemMessages, { from: '30001', before: null }, ORDER, second);
    expect(second.kept.map(({ isDone }) => isDone).lastIndexOf(true)).toBe(second.kept.length - 1);
    const sum = (what: string): number => (first.counts[what] ?? 0) + (second.counts[what] ?? 0);
    expect([sum('written'), sum('matched'), sum('unreadable'), sum('missing')]).toEqual([
      WRITTEN,
      WRITTEN,
      MALFORMED,
      0,
    ]);
    expect(sum('rows')).toBe(sum('matched') + sum('unreadable') + sum('excluded'));
    expect([...first.failures, ...second.failures]).toEqual([]);
    expect(
      await rows(
        'SELECT count(*)::integer AS n, count(DISTINCT legacy_record_id)::integer AS keys FROM system_messages',
      ),
    ).toEqual([{ n: WRITTEN, keys: WRITTEN }]);
  });

  test('leave nothing open but the malformed ones, each with its cause', async () => {
    expect(
      await rows(
        `SELECT d.verdict, c.code, count(*)::integer AS n FROM counterpart.discrepancy d
         JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id
         WHERE d.mapping = 'systemMessages' AND d.state <> 'CLOSED' GROUP BY 1, 2`,
      ),
    ).toEqual([{ verdict: 'UNREADABLE', code: 'VALUE_UNREADABLE', n: MALFORMED }]);
  });

  test('match when they are compared', async () => {
    const { databases } = opened;
    const comparison = new Comparison(databases.sides, mappings, { rows: databases.rows, source: databases.new });
    const { verdicts } = await comparison.compareMapping(systemMessages);
    expect(verdicts).toMatchObject({ MATCHED: WRITTEN, UNREADABLE: MALFORMED });
    expect(verdicts.MISSING ?? 0).toBe(0);
    expect(await verifyAudit(databases.sides.new)).toMatchObject({ problem: null });
  });

  test('are written once, however often they are loaded', async () => {
    const again = new PlainHold(run);
    await loadRange(opened.tools, systemMessages, ALL, ORDER, again);
    expect(again.counts).toMatchObject({ matched: WRITTEN, unreadable: MALFORMED });
    expect(again.counts.written).toBeUndefined();
  });

  test('are taken back to the last byte', async () => {
    const { tools } = opened;
    const revertible = await listRevertible(tools.sides.new, run);
    expect(revertible.reduce((sum, entry) => sum + entry.records, 0)).toBe(WRITTEN);
    const back = new PlainHold(await createRun(tools.sides.new, systemMessages));
    for (const { id } of revertible) await revertBulkChange(tools, systemMessages, id, ORDER, back);
    expect(back.counts).toEqual({ rows: WRITTEN, written: WRITTEN, missing: WRITTEN });
    expect(await dump()).toEqual(before);
    expect(await listRevertible(tools.sides.new, run)).toEqual([]);
    expect(await verifyAudit(tools.sides.new)).toMatchObject({ problem: null });
  });
});
