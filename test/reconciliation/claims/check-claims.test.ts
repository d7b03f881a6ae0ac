import { checkClaims } from '../../../reconciliation/claims/check-claims';
import type { ClaimCheck } from '../../../reconciliation/claims/claims';
import { readClaims } from '../../../reconciliation/claims/read-claims';
import { useTwoSides } from '../../mappings/two-sides';
import { describeEachEngine } from '../../support/servers';
import { fillShop, madeSales, otherSales, sales, saleTags } from '../reporting/shop';

const all = [sales, madeSales, otherSales, saleTags];

interface Stated {
  readonly stated: string | null;
  readonly figure: object;
}

describeEachEngine('claims', (engine) => {
  const open = useTwoSides(engine, { mappings: all });

  beforeAll(async () => {
    await fillShop(open());
    for (const mapping of [sales, madeSales]) await open().comparison.compareMapping(mapping);
  });

  const madeOnly = /^All of madeSales was made from other records: there is no source of which/;

  const check = async (...stated: readonly (Stated & Record<string, unknown>)[]): Promise<ClaimCheck[]> => {
    const list = stated.map((claim, index) => ({ name: `claim ${index + 1}`, section: 'A', ...claim }));
    const { claims } = readClaims(JSON.stringify({ schema: 'counterpart.claims/v1', title: 'A report', claims: list }));
    return checkClaims(open().sides.new, all, claims);
  };

  const ofRows = (more: object): object => ({ mapping: 'sales', ...more });

  test.each([
    ['due', { kind: 'due', mappings: ['sales'] }, '6', '6 records'],
    ['migrated', { kind: 'migrated', mappings: ['sales'] }, '4', '4 of 6 records'],
    ['lost', { kind: 'lost', mappings: ['sales', 'madeSales'] }, '4', '4 of 12 records'],
    ['all but some', { kind: 'migrated', mappings: 'all', except: ['otherSales', 'saleTags'] }, '8', '8 of 12 records'],
    ['a rate', { kind: 'rate', mappings: ['sales'] }, '66.67', '4 of 6 records'],
    ['a rate of all', { kind: 'rate', mappings: ['sales'], of: 'base' }, '50.00', '4 of 8 records'],
    ['a mean', { kind: 'meanOfRates', rates: ['sales', ['madeSales']] }, '66.67', '2 rates; 8 of 12 records'],
    [
      'a mean of one rate',
      { kind: 'meanOfRates', rates: [['sales', 'madeSales']] },
      '66.67',
      '1 rate; 8 of 12 records',
    ],
    ['a median', { kind: 'medianOfRates', rates: ['sales'] }, '66.67', '1 rate; 4 of 6 records'],
    ['rows', ofRows({ kind: 'rows' }), '7', '7 of 7 rows'],
    ['rows with a text', ofRows({ kind: 'rows', where: { kind: 'a', done: true } }), '3', '3 of 7 rows'],
    ['rows without', ofRows({ kind: 'rows', where: { kind: null } }), '2', '2 of 7 rows'],
    ['rows with a number', ofRows({ kind: 'rows', where: { amount: '500.00' } }), '1', '1 of 7 rows'],
    ['values', ofRows({ kind: 'distinct', field: 'kind' }), '3', '7 rows'],
    ['a sum', ofRows({ kind: 'sum', field: 'amount' }), '90071992547410439.0051', '5 rows'],
    ['a part sum', ofRows({ kind: 'sum', field: 'amount', where: { kind: 'b' } }), '1', '1 rows'],
    ['an average', ofRows({ kind: 'average', field: 'amount' }), '18014398509482087.80', '5 rows'],
    ['rows that name a record', { kind: 'rows', mapping: 'saleTags', where: { tag: 'gift' } }, '1', '1 of 1 rows'],
    ['a share', ofRows({ kind: 'share', where: { kind: 'a' }, among: { done: true } }), '60.00', '3 of 5 rows'],
    ['orphans', ofRows({ kind: 'orphans', field: 'beforeId' }), '0', '0 of 1 rows'],
  ])('%s', async (_, figure, recomputed, base) => {
    const [found] = await check({ stated: recomputed, figure });
    expect(found).toMatchObject({ recomputed, base, outcome: 'HOLDS', explanation: null });
    // Whoever pastes the query into a console is answered.
    for (const sql of (found?.query ?? '').split(';\n')) await open().new.query(sql);
  });

  test('a figure fails that is another, and says by how much and what else it could mean', async () => {
    const [found] = await check({
      stated: '96.25',
      figure: { kind: 'meanOfRates', rates: ['sales', 'madeSales'] },
      alternatives: [{ words: 'by rows', figure: { kind: 'rate', mappings: ['sales'] } }],
      note: 'Nobody knows.',
    });
    expect(found).toMatchObject({
      outcome: 'FAILS',
      explanation:
        'The plain mean of 2 rates is 66.67 %, 29.58 points less than stated. ' +
        'Other readings: 66.67 % by rows (4 of 6 records). Nobody knows.',
    });
  });

  test('figures hold to the digits that were stated, and at least is no more than that', async () => {
    const sum = ofRows({ kind: 'sum', field: 'amount' });
    const rate = { kind: 'rate', mappings: ['sales'] };
    const outcomes = await check(
      { stated: '67', figure: rate },
      { stated: '66.7', figure: rate },
      { stated: '66.6667', figure: rate },
      { stated: '66', figure: rate },
      { stated: '66.66', figure: rate },
      { stated: '90071992547410439', figure: sum, comparison: 'AT_LEAST' },
      { stated: '90071992547410440', figure: sum, comparison: 'AT_LEAST' },
    );
    expect(outcomes.map(({ outcome }) => outcome).join(' ')).toBe('HOLDS HOLDS HOLDS FAILS FAILS HOLDS FAILS');
    expect(outcomes[2]?.recomputed).toBe('66.6667');
  });

  test('100 % holds only when nothing is missing, and is shown only then', async () => {
    // A million sales of which one was lost.
    await open().new.query(
      `INSERT INTO counterpart.pair_state (mapping, record_key, legacy_id, new_id, on_legacy, verdict, compared_at)
       SELECT 'otherSales', n::text, n::text, CASE WHEN n > 1 THEN gen_random_uuid() END, true,
         CASE WHEN n > 1 THEN 'MATCHED' ELSE 'MISSING' END, now() FROM generate_series(1, 100000) n`,
    );
    await open().new.query("INSERT INTO counterpart.comparison VALUES ('otherSales', now(), 0)");
    const [found] = await check({ stated: '100.00', figure: { kind: 'rate', mappings: ['otherSales'] } });
    expect(found).toMatchObject({ outcome: 'FAILS', recomputed: '99.999', base: '99,999 of 100,000 records' });
    await open().new.query("DELETE FROM counterpart.comparison WHERE mapping = 'otherSales'");
  });

  test('what was never compared cannot be derived, nor what rests on it', async () => {
    const [rate, all, sum] = await check(
      { stated: '1', figure: { kind: 'migrated', mappings: ['otherSales'] } },
      { stated: '1', figure: { kind: 'migrated', mappings: 'all' } },
      { stated: '1', figure: { kind: 'sumOf', claims: ['claim 1'] } },
    );
    const underivable = { outcome: 'NOT_DERIVABLE', recomputed: null, base: null, asOf: null };
    expect(rate).toMatchObject({
      ...underivable,
      explanation: 'otherSales was never compared: run "counterpart compare otherSales" first.',
    });
    expect(all).toMatchObject(underivable);
    expect(sum).toMatchObject({ ...underivable, explanation: 'It rests on claim 1, which cannot be derived.' });
  });

  test('what was made from other records has no success rate, and what was left unsaid cannot fail', async () => {
    const [rate, unsaid, without] = await check(
      { stated: '100', figure: { kind: 'rate', mappings: ['madeSales'] } },
      { stated: null, figure: { kind: 'lost', mappings: ['sales'] } },
      { stated: '100', figure: { kind: 'rate', mappings: ['sales'] }, notDerivable: 'No source is stated.' },
    );
    expect(rate).toMatchObject({
      outcome: 'NOT_DERIVABLE',
      recomputed: null,
      explanation: expect.stringMatching(
        /^All of madeSales was made from other records.*66\.67 % \(4 of 6 records\)/,
      ) as unknown,
    });
    expect(unsaid).toMatchObject({
      outcome: 'NOT_DERIVABLE',
      recomputed: '2',
      base: '2 of 6 records',
      explanation: 'It was left unsaid. The number of lost records of sales is 2 (2 of 6 records).',
    });
    expect(without).toMatchObject({
      outcome: 'NOT_DERIVABLE',
      recomputed: null,
      explanation: expect.stringMatching(/^No source is stated\. The rate of sales is 66\.67 %/) as unknown,
    });
  });

  test.each([
    ['a rate', { kind: 'rate', mappings: ['madeSales'] }],
    ['a rate of all', { kind: 'rate', mappings: ['madeSales'], of: 'base' }],
    ['a mean', { kind: 'meanOfRates', rates: ['madeSales'] }],
    ['a median', { kind: 'medianOfRates', rates: [['madeSales']] }],
    ['a loss', { kind: 'lost', mappings: ['madeSales'] }],
  ])('%s of nothing but what was made from other records proves nothing, nor what rests on it', async (_, figure) => {
    const [one, sum] = await check(
      { stated: '66.67', figure },
      { stated: '66.67', figure: { kind: 'sumOf', claims: ['claim 1'] } },
    );
    const nothing = { outcome: 'NOT_DERIVABLE', recomputed: null, base: null };
    expect(one).toMatchObject({ ...nothing, explanation: expect.stringMatching(madeOnly) as unknown });
    expect(sum).toMatchObject({
      ...nothing,
      explanation: expect.stringMatching(/^It rests on claim 1, which proves nothing\./) as unknown,
    });
  });

  test('a value that is no number and a rate of nothing are no figures', async () => {
    const [sum, average, share] = await check(
      { stated: '1', figure: ofRows({ kind: 'sum', field: 'total' }) },
      { stated: '1', figure: ofRows({ kind: 'average', field: 'amount', where: { kind: 'nothing' } }) },
      { stated: '1', figure: ofRows({ kind: 'share', where: { kind: 'a' }, among: { kind: 'nothing' } }) },
    );
    expect([sum, average, share].map((each) => [each?.outcome, each?.explanation])).toEqual([
      ['NOT_DERIVABLE', 'A value of total is no number.'],
      ['NOT_DERIVABLE', 'No row has a value of amount.'],
      ['NOT_DERIVABLE', 'There are no rows to be a share of.'],
    ]);
  });

  test('claims add up as they were recomputed, with one base', async () => {
    const [, , sum, difference] = await check(
      { stated: '1000', figure: { kind: 'migrated', mappings: ['sales'] } },
      { stated: '1000', figure: { kind: 'migrated', mappings: ['madeSales'] } },
      { stated: '8', figure: { kind: 'sumOf', claims: ['claim 1', 'claim 2'] } },
      { stated: '4', figure: { kind: 'difference', claims: ['claim 3', 'claim 1'] } },
    );
    expect(sum).toMatchObject({ outcome: 'HOLDS', recomputed: '8', base: '8 of 12 records', unit: 'records' });
    expect(difference).toMatchObject({ outcome: 'HOLDS', recomputed: '4', base: '2 claims' });
    expect(sum?.query.split(';\n')).toHaveLength(2);
  });

  test('a text in a condition is a text, whatever it holds', async () => {
    const [found] = await check({
      stated: '0',
      figure: ofRows({ kind: 'rows', where: { kind: "'; DROP TABLE shop_sales; --$1" } }),
    });
    expect(found).toMatchObject({ outcome: 'HOLDS', recomputed: '0' });
    expect(await open().new.query(found?.query ?? '')).toEqual([{ part: '0', whole: '7' }]);
  });
});
