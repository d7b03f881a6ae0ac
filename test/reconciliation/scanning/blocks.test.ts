import { MovedSide } from '../../../reconciliation/comparing/verdict';
import { listFigures, listVerdicts } from '../../../reconciliation/ledger/figures';
import { listBaselines, movedSide } from '../../../reconciliation/ledger/recorder';
import { planRanges } from '../../../reconciliation/scanning/plan-ranges';
import { asRemembered, readLedger } from '../../mappings/remembered';
import { useTwoSides, uuidOf } from '../../mappings/two-sides';
import { listPairs } from '../../support/compared-pages';
import { describeEachEngine } from '../../support/servers';
import { entry, inventedRows, row } from '../invented';
import { compareRecord } from '../record';

const COUNT = 2_500;
const NAME = inventedRows.name;

describeEachEngine('pairs in blocks', (engine) => {
  const open = useTwoSides(engine, { mappings: [inventedRows] });
  const ids = Array.from({ length: COUNT }, (_, index) => String(index + 1));
  const compare = () => open().comparison.compareMapping(inventedRows);
  const rowsOf = <Row>(sql: string): Promise<Row[]> => open().new.query(sql, [NAME]);

  /** Each test starts from a mapping that matches as a whole, and knows it. */
  beforeEach(async () => {
    await rowsOf('DELETE FROM counterpart.discrepancy WHERE mapping = $1');
    await open().replaceRows(
      { invented_entry: ids.map((id) => entry(id)) },
      { invented_rows: ids.map((id) => row(id)) },
    );
    expect(await compare()).toMatchObject({ verdicts: { MATCHED: COUNT }, moving: 0 });
  });

  const blocks = () =>
    rowsOf<{ verdict: string; block: string; records: number }>(
      'SELECT verdict, block::text, records FROM counterpart.settled_block WHERE mapping = $1 ORDER BY block',
    );
  const beside = () =>
    rowsOf<{ record_key: string; verdict: string; matched_legacy: string | null }>(
      'SELECT record_key, verdict, matched_legacy FROM counterpart.pair_state WHERE mapping = $1 ORDER BY record_key',
    );
  const states = () =>
    rowsOf<{ record_key: string; state: string; moved_side: string | null; reopened: number }>(
      `SELECT record_key, state, moved_side, reopened FROM counterpart.discrepancy
       WHERE mapping = $1 AND state <> 'CLOSED' ORDER BY record_key`,
    );
  const figures = async () => (await listFigures(open().sides.new, [NAME])).get(NAME);
  const changeLegacy = (id: string, amount: string) =>
    open().legacy.query(`UPDATE invented_entry SET amount = ${amount} WHERE id = ${id}`);
  const changeNew = (id: string, amount: string) =>
    open().new.query('UPDATE invented_rows SET amount = $1 WHERE legacy_entry_id = $2', [amount, id]);

  test('hold what needs nothing, a thousand to a row, and the figures count them', async () => {
    expect(await blocks()).toEqual([
      { verdict: 'MATCHED', block: '0', records: 1023 },
      { verdict: 'MATCHED', block: '1', records: 1024 },
      { verdict: 'MATCHED', block: '2', records: COUNT - 2047 },
    ]);
    expect(await beside()).toEqual([]);
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT, due: COUNT, migrated: COUNT, moving: 0 });
    const verdicts = await listVerdicts(open().sides.new, [
      { mapping: NAME, legacyId: '1024' },
      { mapping: NAME, legacyId: '9999' },
    ]);
    expect([...verdicts]).toEqual([[`${NAME}/1024`, 'MATCHED']]);
  });

  test('a record that is compared by itself leaves its block, and comes back with the next comparison', async () => {
    await open().comparison.refresh(inventedRows, ['1024', '1025']);
    expect((await blocks()).map(({ records }) => records)).toEqual([1023, 1022, COUNT - 2047]);
    expect(await beside()).toMatchObject([
      { record_key: '1024', verdict: 'MATCHED' },
      { record_key: '1025', verdict: 'MATCHED' },
    ]);
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT, migrated: COUNT });
    await compare();
    expect((await blocks()).map(({ records }) => records)).toEqual([1023, 1024, COUNT - 2047]);
    expect(await beside()).toEqual([]);
  });

  test.each([
    ['the legacy record', MovedSide.LEGACY, ['2000'], []],
    ['the new row', MovedSide.NEW, [], ['2000']],
    ['both', MovedSide.BOTH, ['2000'], ['2000']],
  ])('what moved since is known of a pair in a block: %s', async (_, side, legacy, current) => {
    for (const id of legacy) await changeLegacy(id, '7.5');
    for (const id of current) await changeNew(id, '9.25');
    const pair = await compareRecord(open(), inventedRows, '2000');
    const baselines = await listBaselines(open().sides.new, [pair]);
    expect(movedSide(pair, baselines.get(pair))).toBe(side);
    await compare();
    expect(await states()).toEqual([{ record_key: '2000', state: 'OPEN', moved_side: side, reopened: 0 }]);
    // Out of its block by now, and still known.
    await open().comparison.refresh(inventedRows, ['2000']);
    expect(await states()).toMatchObject([{ moved_side: side }]);
    expect((await beside())[0]?.matched_legacy).toMatch(/^scan\./);
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT - 1, different: 1 });
  });

  test('digests of other rules say nothing', async () => {
    await open().new.query("UPDATE counterpart.settled_block SET basis = 'other' WHERE mapping = $1", [NAME]);
    await changeNew('7', '9.25');
    await compare();
    expect(await states()).toMatchObject([{ record_key: '7', moved_side: MovedSide.UNKNOWN }]);
  });

  test('a discrepancy closes when a scan finds its pair settled, and opens again', async () => {
    await changeNew('5', '2.5');
    await compare();
    await changeNew('5', '1.50');
    await compare();
    expect(await states()).toEqual([]);
    expect(await beside()).toEqual([]);
    await changeNew('5', '2.5');
    await compare();
    expect(await states()).toMatchObject([{ record_key: '5', state: 'OPEN', reopened: 1 }]);
  });

  test('what is gone from both sides is forgotten, in blocks and beside them', async () => {
    await changeNew('5', '2.5');
    await compare();
    const gone = ['5', '6', '2400'];
    await open().legacy.query(`DELETE FROM invented_entry WHERE id IN (${gone.join(', ')})`);
    await open().new.query('DELETE FROM invented_rows WHERE legacy_entry_id = ANY($1::bigint[])', [gone]);
    await open().comparison.refresh(inventedRows, ['6']);
    expect(await figures()).toMatchObject({ base: COUNT - 1, different: 1 });
    await compare();
    expect(await figures()).toMatchObject({ base: COUNT - 3, matched: COUNT - 3, different: 0 });
    expect([await beside(), await states()]).toEqual([[], []]);
  });

  test('a row whose record is gone is extra, and its pair is nowhere else', async () => {
    await open().legacy.query('DELETE FROM invented_entry WHERE id IN (8, 9)');
    await open().comparison.refresh(inventedRows, ['8']);
    expect(await figures()).toMatchObject({ base: COUNT - 1, extra: 1 });
    await compare();
    expect(await figures()).toMatchObject({ base: COUNT - 2, matched: COUNT - 2, extra: 2 });
    const keys = (await beside()).map(({ record_key }) => record_key);
    expect(new Set(keys)).toEqual(new Set([`new:${uuidOf('row 8')}`, `new:${uuidOf('row 9')}`]));
  });

  test('two rows of one record are ambiguous, even where the first of them matches', async () => {
    await open().new.query("UPDATE invented_rows SET legacy_entry_id = '11' WHERE legacy_entry_id = '12'");
    expect((await compare()).verdicts).toEqual({ MATCHED: COUNT - 2, AMBIGUOUS: 1, BLOCKED: 1 });
    const pairs = await listPairs(open().comparison.loader, inventedRows);
    const causes = await open().comparison.tracer.trace(pairs);
    expect(await readLedger(open(), inventedRows)).toEqual(asRemembered(pairs, causes));
  });

  test('ranges hold every key once, and end between blocks', async () => {
    const ranges = await planRanges(open().sides.legacy, inventedRows, 700);
    expect(ranges).toEqual([
      { from: null, before: '1024' },
      { from: '1024', before: '2048' },
      { from: '2048', before: null },
    ]);
  });
});
