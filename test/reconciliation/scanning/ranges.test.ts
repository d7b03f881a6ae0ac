import { listFigures } from '../../../reconciliation/ledger/figures';
import { type Hold, Interrupted, type Progress } from '../../../reconciliation/runs/hold';
import { useTwoSides } from '../../mappings/two-sides';
import { describeEachEngine } from '../../support/servers';
import { entry, inventedRows, row } from '../invented';

const COUNT = 2_100;
const FIRST = { from: null, before: '1024' };
const SECOND = { from: '1024', before: null };

/** A hold that keeps what it is told. */
class Witness implements Hold {
  readonly runId = 'a run';
  readonly told: Progress[] = [];
  records = 0;

  constructor(private readonly refuses: (progress: Progress) => boolean = () => false) {}

  beforeBatch(records: number): Promise<void> {
    this.records += records;
    return Promise.resolve();
  }

  checkpoint(_: unknown, progress: Progress): Promise<void> {
    if (this.refuses(progress)) throw new Interrupted('somebody else has it');
    this.told.push(progress);
    return Promise.resolve();
  }
}

describeEachEngine('ranges of a mapping', (engine) => {
  const open = useTwoSides(engine, { mappings: [inventedRows] });
  const ids = Array.from({ length: COUNT }, (_, index) => String(index + 1));
  const { name } = inventedRows;
  const setAmount = (id: string, amount: string) =>
    open().new.query('UPDATE invented_rows SET amount = $1 WHERE legacy_entry_id = $2', [amount, id]);
  const figures = async () => (await listFigures(open().sides.new, [name])).get(name);

  beforeEach(async () => {
    await open().new.query('DELETE FROM counterpart.discrepancy WHERE mapping = $1', [name]);
    await open().replaceRows(
      { invented_entry: ids.map((id) => entry(id)) },
      { invented_rows: ids.map((id) => row(id)) },
    );
    await open().comparison.compareMapping(inventedRows);
  });

  test('each brings its own part of the ledger up to date, and counts it once', async () => {
    await setAmount('7', '2.5');
    await setAmount('1500', '2.5');
    const hold = new Witness();
    await open().comparison.compareRange(inventedRows, FIRST, hold);
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT - 1, different: 1 });
    const [page, last] = hold.told;
    expect(page).toEqual({});
    expect(last).toMatchObject({
      isDone: true,
      counts: { rows: 1023, matched: 1022, different: 1, missing: 0, moving: 0 },
    });
    // The scanned records, and the one that was looked at closer.
    expect(hold.records).toBe(1024);
    await open().comparison.compareRange(inventedRows, SECOND, new Witness());
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT - 2, different: 2 });
  });

  test('a range that is lost on the way leaves the rest as it was, and is simply done again', async () => {
    await setAmount('7', '2.5');
    await open().legacy.query('DELETE FROM invented_entry WHERE id = 9');
    await open().new.query('DELETE FROM invented_rows WHERE legacy_entry_id = 9');
    const lost = new Witness((progress) => progress.isDone === true);
    await expect(open().comparison.compareRange(inventedRows, FIRST, lost)).rejects.toBeInstanceOf(Interrupted);
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT - 1, different: 1 });
    await open().comparison.compareRange(inventedRows, FIRST, new Witness());
    expect(await figures()).toMatchObject({ base: COUNT - 1, matched: COUNT - 2, different: 1 });
  });

  test('a record that does not hold still is counted as moving, and remembered as it was', async () => {
    let amount = 2;
    const end = new AbortController();
    const move = async (): Promise<void> => {
      while (!end.signal.aborted) {
        amount += 1;
        await setAmount('7', String(amount));
      }
    };
    const moving = move();
    try {
      const summary = await open().comparison.compareMapping(inventedRows);
      expect(summary).toMatchObject({ compared: COUNT - 1, verdicts: { MATCHED: COUNT - 1 }, moving: 1 });
    } finally {
      end.abort();
      await moving;
    }
    expect(await figures()).toMatchObject({ base: COUNT, matched: COUNT, different: 0, moving: 1 });
    const rows: unknown = await open().new.query('SELECT state FROM counterpart.discrepancy WHERE mapping = $1', [
      name,
    ]);
    expect(rows).toEqual([]);
  });

  test('records by key: what is gone is forgotten', async () => {
    await setAmount('7', '2.5');
    await open().legacy.query('DELETE FROM invented_entry WHERE id = 9');
    await open().new.query('DELETE FROM invented_rows WHERE legacy_entry_id = 9');
    const hold = new Witness();
    await open().comparison.compareKeys(inventedRows, ['7', '8', '9'], hold);
    expect(hold.told.at(-1)).toMatchObject({ isDone: true, counts: { rows: 2, matched: 1, different: 1 } });
    expect(await figures()).toMatchObject({ base: COUNT - 1, matched: COUNT - 2, different: 1 });
  });
});
