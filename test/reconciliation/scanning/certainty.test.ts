import fc from 'fast-check';
import { Verdict } from '../../../reconciliation/comparing/verdict';
import { scanRange } from '../../../reconciliation/scanning/scan-range';
import type { Row } from '../../mappings/fixture';
import { useTwoSides } from '../../mappings/two-sides';
import { listPairs } from '../../support/compared-pages';
import { describeEachEngine } from '../../support/servers';
import { kindsRows } from './all-kinds';
import { type Edit, edits } from './edits';
import { keysOf } from './keys-of';

/** A scan may be unsure of anything, and must never be sure of what the comparator denies. */

const ALL = { from: null, before: null };
const RECORDS = 60;
const ids = Array.from({ length: RECORDS }, (_, index) => index + 1);

/** A record that matches its row, before somebody edits either. */
const entry = (id: number): Row => ({
  id,
  number: 1,
  code: 1,
  size: id,
  price: '12.50',
  open: id % 2 === 0,
  shut: false,
  title: 't',
  subtitle: 's',
  label: 'l',
  status: 's',
  body: ' b ',
  content: ' b ',
  detail: '{"a": 1}',
  inner: '{"a": 1}',
  at: '2021-05-05 10:00:00.5',
  day: '2021-05-05',
  uid: 'one',
  parent_id: id % 2 === 0 ? id : 2,
  guardian_id: id % 2 === 0 ? id : 2,
});

const row = (id: number): Row => ({
  id: `kinds ${id}`,
  legacy_id: id,
  number: 1,
  size: id,
  price: '12.5',
  open: id % 2 === 0,
  closed: true,
  title: 't',
  subtitle: 's',
  short: 'l',
  body: ' b ',
  shaped: 'b',
  kind: 'one',
  sort: 'without',
  made: '1 s',
  origin: 'kinds',
  detail: '{"a": 1.0}',
  wrapped: `{"number": 1, "title": "s", "inner": {"a": 1}}`,
  at: '2021-05-05 10:00:00.5',
  day: '2021-05-05',
  uid: 'one',
  parent_id: `kinds ${id % 2 === 0 ? id : 2}`,
  open_parent_id: `kinds ${id % 2 === 0 ? id : 2}`,
});

describeEachEngine('what a scan is certain of', (engine) => {
  const open = useTwoSides(engine, { mappings: [kindsRows] });
  let certain = 0;
  let matched = 0;

  // A column may lack what is declared of it, and then holds NULL where the rules allow none.
  beforeAll(() =>
    open().new.query(
      'ALTER TABLE kinds_rows ALTER size DROP NOT NULL, ALTER subtitle DROP NOT NULL, ALTER short TYPE text',
    ),
  );

  async function fill(made: readonly Edit[]): Promise<void> {
    const entries = ids.map((id, index) => ({ ...entry(id), ...made[index]?.legacy }));
    const rows = ids.map((id, index) => ({ ...row(id), ...made[index]?.new }));
    await open().replaceRows({ kinds_entry: entries }, { kinds_rows: rows });
  }

  /** What the scan says and the comparator does not. */
  async function findFalse(): Promise<unknown[]> {
    const scanned = await scanRange(open().rows, kindsRows, ALL, new Set(), () => Promise.resolve());
    const pairs = await listPairs(open().comparison.loader, kindsRows);
    certain += scanned.matched;
    matched += pairs.filter((pair) => pair.verdict === Verdict.MATCHED).length;
    const sure = (verdict: Verdict): string[] => keysOf(scanned.blocks, verdict);
    const denied = [Verdict.MATCHED, Verdict.EXCLUDED].flatMap((verdict) =>
      pairs.filter((pair) => sure(verdict).includes(pair.legacyId ?? '') && pair.verdict !== verdict),
    );
    // Whatever is not certain is looked at closer, and nothing is left out or told twice.
    const all = [...sure(Verdict.MATCHED), ...sure(Verdict.EXCLUDED), ...scanned.doubtful];
    const keys = new Set(pairs.map((pair) => pair.legacyId ?? ''));
    const lost = [...keys].filter((key) => all.filter((other) => other === key).length !== 1);
    return [...denied.map((pair) => [pair.legacyId, pair.verdict]), ...lost, ...all.filter((key) => !keys.has(key))];
  }

  test('the comparator says as well, whatever both sides hold', async () => {
    const each = fc.array(edits(engine === 'postgres', [2, 3, 4]), { minLength: RECORDS, maxLength: RECORDS });
    await fc.assert(
      fc.asyncProperty(each, async (made) => {
        await fill(made);
        expect(await findFalse()).toEqual([]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test('a scan is certain of records that simply match', async () => {
    await fill([]);
    certain = 0;
    matched = 0;
    expect([await findFalse(), certain, matched]).toEqual([[], RECORDS, RECORDS]);
  });
});
