import { listFigures } from '../../../reconciliation/ledger/figures';
import { listMeasured } from '../../../reconciliation/reporting/list-measured';
import { createReport } from '../../../reconciliation/reporting/report';
import { useTwoSides } from '../../mappings/two-sides';
import { describeEachEngine } from '../../support/servers';
import { fillShop, madeSales, otherSales, sales, saleTags } from './shop';

const all = [sales, madeSales, otherSales];

describeEachEngine('the report', (engine) => {
  const open = useTwoSides(engine, { mappings: all });
  const report = (mappings = all) => createReport(open().sides.new, mappings);

  beforeAll(() => fillShop(open()));

  test('says what to run when nothing was compared', async () => {
    expect(await report()).toMatchObject({
      asOf: null,
      isComplete: false,
      notes: ['Nothing was compared yet: run "counterpart compare" first.'],
      lines: [],
      systems: [],
      totals: { due: 0, byRows: { percent: null, base: '0 of 0 records' }, meanOfRates: { percent: null } },
    });
  });

  describe('after a comparison', () => {
    beforeAll(async () => {
      for (const mapping of [sales, madeSales]) await open().comparison.compareMapping(mapping);
    });

    test('what should not be there counts neither as due nor as migrated', async () => {
      const figures = (await listFigures(open().sides.new, ['sales'])).get('sales');
      expect(figures).toMatchObject({
        base: 8,
        excluded: 2,
        due: 6,
        migrated: 4,
        matched: 1,
        different: 2,
        missing: 2,
        ambiguous: 1,
        extra: 2,
        blocked: 0,
        unreadable: 0,
      });
    });

    test('every rate has its base, and what was never compared is in no figure', async () => {
      const found = await report();
      expect(found.lines.map((line) => [line.mapping, line.due, line.migrated, line.lost, line.rate])).toEqual([
        ['sales', 6, 4, 2, { percent: '66.67', base: '4 of 6 records' }],
        ['madeSales', 6, 4, 2, { percent: '66.67', base: '4 of 6 records' }],
      ]);
      expect(found.lines[0]).toMatchObject({ base: 8, excluded: 2, due: 6 });
      expect(found.notes).toEqual(['Never compared and in no figure: otherSales. Run "counterpart compare" for them.']);
      expect(found.systems).toMatchObject([{ name: 'Shop', base: 16, excluded: 4, due: 12, migrated: 8, lost: 4 }]);
      expect(found.totals).toMatchObject({
        base: 16,
        excluded: 4,
        due: 12,
        byRows: { percent: '66.67', base: '8 of 12 records' },
        withoutDerived: { percent: '66.67', base: '4 of 6 records' },
        meanOfRates: { percent: '66.67', base: '2 rates' },
        medianOfRates: { percent: '66.67', base: '2 rates' },
      });
      const stamps = found.lines.map((line) => line.asOf);
      expect(found.asOf).toBe([...stamps].sort()[0]);
    });

    test('what arrived and what arrived and is right are two rates with two names', async () => {
      const { lines, systems, totals } = await report();
      const right = { percent: '16.67', base: '1 of 6 records' };
      expect(lines.map(({ matchedRate }) => matchedRate)).toEqual([right, right]);
      const all = { percent: '16.67', base: '2 of 12 records' };
      expect([systems[0]?.matchedRate, totals.matchedRate]).toEqual([all, all]);
    });

    test('is complete only when nothing moved meanwhile', async () => {
      expect(await report([sales, madeSales])).toMatchObject({ isComplete: true, notes: [] });
      await open().new.query("UPDATE counterpart.comparison SET moving = 2 WHERE mapping = 'sales'");
      expect(await report([sales, madeSales])).toMatchObject({
        isComplete: false,
        notes: [
          expect.stringMatching(
            /^sales: 2 records changed while .* Run "counterpart compare sales" again\.$/,
          ) as unknown,
        ],
      });
      await open().comparison.compareMapping(sales);
      expect(await report([sales])).toMatchObject({ isComplete: true });
    });
  });

  describe('measures', () => {
    const measured = async (field: string) =>
      (await listMeasured(open().sides, [sales])).filter((each) => each.field === field);

    test('sums and averages are exact, of what is due and of the rows that name a legacy record', async () => {
      const [sum, average] = await measured('amount');
      // Without the deleted sales on the legacy side, and without the native row on the new one.
      expect([sum?.legacy, sum?.new]).toEqual([
        { value: '90071992547409934.0051', records: 5 },
        { value: '90071992547410439.0051', records: 5 },
      ]);
      expect([average?.legacy, average?.new]).toEqual([
        { value: '18014398509481986.80', records: 5 },
        { value: '18014398509482087.80', records: 5 },
      ]);
      expect(average?.note).toBeNull();
    });

    test('a field without one legacy value, and a value that is no number, give no figure but a reason', async () => {
      const [sum] = await measured('total');
      expect(sum).toMatchObject({
        legacy: null,
        new: null,
        note: 'no single legacy value stands behind total: the legacy side has no such figure',
      });
    });

    test('a breakdown takes no two texts for one, and an empty field for a value', async () => {
      const [kinds] = await measured('kind');
      const part = (value: string | null, legacy: [number, number], current: [number, number]) => ({
        value,
        isOther: false,
        legacy: { records: legacy[0], of: legacy[1] },
        new: { records: current[0], of: current[1] },
      });
      expect(kinds?.parts).toEqual([
        part('a', [3, 3], [3, 3]),
        part(null, [1, 1], [2, 2]),
        part('A', [1, 0], [1, 0]),
        part('a ', [1, 0], [0, 0]),
        part('b', [0, 0], [1, 0]),
      ]);
    });

    test('a breakdown speaks in the words of the new side', async () => {
      const [levels] = await measured('level');
      expect(levels?.parts).toEqual([
        { value: 'low', isOther: false, legacy: { records: 5, of: null }, new: { records: 6, of: null } },
        { value: 'high', isOther: false, legacy: { records: 1, of: null }, new: { records: 1, of: null } },
      ]);
    });

    test('what is made of a personal column is named on neither side', async () => {
      const [nicks] = await measured('nick');
      const counted = (records: number) => ({ records, of: null });
      expect(nicks).toMatchObject({
        parts: [
          { value: null, isOther: false, legacy: counted(1), new: counted(1) },
          { value: null, isOther: true, legacy: counted(5), new: counted(6) },
        ],
        note: '4 values may be about a person and count together as other',
      });
      expect(JSON.stringify(nicks)).not.toMatch(/JD|KL|Cutter|Packer/);
    });

    test('nor what a personal new column is made of', async () => {
      const [names] = await measured('nameOfKind');
      expect(names?.parts.map(({ value, isOther, new: found }) => [value, isOther, found.records])).toEqual([
        [null, false, 1],
        [null, true, 6],
      ]);
    });
  });

  test('a row whose natural key leads to no legacy record names none', async () => {
    const [kinds] = (await listMeasured(open().sides, [saleTags])).filter(({ field }) => field === 'tag');
    expect(kinds?.parts).toMatchObject([{ value: 'gift', new: { records: 1 } }]);
  });
});
