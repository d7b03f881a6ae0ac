import fc from 'fast-check';
import {
  add,
  compare,
  divide,
  exact,
  grouped,
  readExact,
  roundHalfUp,
  subtract,
} from '../../../reconciliation/reporting/exact';
import { meanRate, medianRate, rateOf } from '../../../reconciliation/reporting/rate';

const read = (text: string) => readExact(text) ?? exact(0);

describe('exact numbers', () => {
  test.each([
    ['0.1 + 0.2', add(read('0.1'), read('0.2')), 17, '0.30000000000000000'],
    ['digits beyond 2^53', add(read('9007199254740993.01'), read('0.01')), 2, '9007199254740993.02'],
    ['a negative fraction', read('-0.05'), 1, '-0.1'],
    ['what rounds to nothing has no sign', read('-0.004'), 2, '0.00'],
    ['half goes up', read('2.5'), 0, '3'],
    ['half goes away from zero', read('-2.5'), 0, '-3'],
    ['below a half goes down', read('2.4999999999999999999'), 0, '2'],
    ['carries', read('9.995'), 2, '10.00'],
    ['pads', exact(7), 2, '7.00'],
    ['less than one', read('0.005'), 2, '0.01'],
  ])('%s', (_, value, decimals, text) => {
    expect(roundHalfUp(value, decimals)).toBe(text);
  });

  test('what is no decimal number is refused, and nothing is divided by 0', () => {
    for (const text of ['NaN', 'Infinity', '', '1e5', '1,000', '.5', '5.']) expect(readExact(text)).toBeNull();
    expect(divide(exact(1), exact(0))).toBeNull();
  });

  test('division keeps the denominator positive, so that numbers can be compared', () => {
    const third = divide(exact(1), exact(-3)) ?? exact(0);
    expect([third.denominator > 0n, roundHalfUp(third, 3)]).toEqual([true, '-0.333']);
    expect([compare(third, exact(0)), compare(exact(0), third), compare(third, third)]).toEqual([-1, 1, 0]);
  });

  test('a rounded value is never further off than half of its last digit', () => {
    const values = fc.record({ numerator: fc.bigInt(), denominator: fc.bigInt({ min: 1n }) });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const off = subtract(read(roundHalfUp(value, decimals)), value);
        const twice = 2n * 10n ** BigInt(decimals) * (off.numerator < 0n ? -off.numerator : off.numerator);
        expect(twice).toBeLessThanOrEqual(off.denominator);
      }),
    );
  });

  test('digits are grouped for people, and other texts left alone', () => {
    expect(['0', '999', '1000', '-4087261.50', '12345.6789', 'NaN'].map(grouped)).toEqual([
      '0',
      '999',
      '1,000',
      '-4,087,261.50',
      '12,345.6789',
      'NaN',
    ]);
  });
});

describe('rates', () => {
  test.each([
    [16_011, 16_014, '99.98'],
    [93, 166, '56.02'],
    [783, 963, '81.31'],
    [1, 3, '33.33'],
    [1, 8, '12.50'],
    [1, 800, '0.13'],
    [0, 5, '0.00'],
  ])('%i of %i', (part, whole, percent) => {
    expect(rateOf({ part, whole }).percent).toBe(percent);
  });

  test('nothing is a rate of nothing', () => {
    expect(rateOf({ part: 0, whole: 0 })).toEqual({ percent: null, base: '0 of 0 records' });
    expect(meanRate([])).toEqual({ percent: null, base: '0 rates' });
    expect(medianRate([{ part: 0, whole: 0 }])).toEqual({ percent: null, base: '0 rates' });
  });

  test('the eight rates of the Phase 7 report have the mean 92.16 and the median 100', () => {
    const eight = [
      [16_011, 16_014],
      [3_522, 3_522],
      [93, 166],
      [183, 183],
      [32, 32],
      [2_453, 2_453],
      [9, 9],
      [783, 963],
    ].map(([part = 0, whole = 0]) => ({ part, whole }));
    expect(meanRate(eight)).toEqual({ percent: '92.16', base: '8 rates' });
    expect(medianRate(eight).percent).toBe('100.00');
    expect(medianRate(eight.slice(0, 3)).percent).toBe('99.98');
  });

  test('the mean is of exact rates: thirds make a whole', () => {
    expect(meanRate([1, 2, 3].map((part) => ({ part, whole: 6 }))).percent).toBe('33.33');
    expect(medianRate([1, 2].map((part) => ({ part, whole: 3 }))).percent).toBe('50.00');
  });
});
