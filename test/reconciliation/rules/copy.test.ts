import fc from 'fast-check';
import { copy, date, decimal, flag, instant, integer, json, text } from '../../../reconciliation/rules/copy';
import { expectOf, expectOne, invalid } from './expect';

describe('copy', () => {
  test('gives the legacy value to the last character', () => {
    fc.assert(
      fc.property(fc.option(fc.string({ unit: 'binary' })), (value) =>
        expect(expectOne(copy('a'), value)).toEqual({ value }),
      ),
    );
  });

  test('reads its path only, and leads back from a value to itself', () => {
    expect(copy('patient.suffix')).toMatchObject({
      kind: 'copy',
      reads: ['patient.suffix'],
      words: 'copied from patient.suffix',
    });
    expect(copy('a').invert?.(' x ')).toEqual([' x ']);
  });
});

describe('text', () => {
  test.each([
    ['trim', { trim: true }, '\t\u00a0a  b\n', 'a  b'],
    ['collapse', { collapse: true }, 'a \n\t b', 'a b'],
    ['collapse alone leaves a blank at each end', { collapse: true }, '  a  ', ' a '],
    ['trim and collapse', { trim: true, collapse: true }, '  a \u2003 b ', 'a b'],
    ['lower', { letters: 'lower' }, 'ÀB', 'àb'],
    ['upper', { letters: 'upper' }, 'straße', 'STRASSE'],
    ['digits', { digits: true }, '+1 (217) 555-0100', '12175550100'],
    ['digits of none', { digits: true }, 'none', ''],
    ['limit counts characters, not halves of them', { limit: 2 }, '😀😀😀', '😀😀'],
    ['limit after trim', { trim: true, limit: 2 }, '  abc', 'ab'],
    ['limit of a shorter text', { limit: 5 }, 'abc', 'abc'],
    ['mustContain', { mustContain: '@' }, 'a@b', 'a@b'],
    ['mustContain, not there', { mustContain: '@' }, 'ab', ''],
    ['mustContain and empty', { mustContain: '@', empty: null }, 'ab', null],
    ['empty', { empty: 'Unknown' }, '', 'Unknown'],
    ['empty after trim', { trim: true, empty: 'Unknown' }, '  ', 'Unknown'],
    ['a blank is not empty unless it is trimmed', { empty: 'Unknown' }, ' ', ' '],
    ['empty that becomes NULL', { empty: null }, '', null],
    ['nothing declared', {}, ' A ', ' A '],
  ] as const)('%s', (_title, options, value, expected) =>
    expect(expectOne(text('a', options), value)).toEqual({ value: expected }),
  );

  test('a NULL stays NULL unless something stands for an empty text', () => {
    expect(expectOne(text('a', { trim: true }), null)).toEqual({ value: null });
    expect(expectOne(text('a', { empty: 'Unknown' }), null)).toEqual({ value: 'Unknown' });
    expect(expectOne(text('a', { empty: null }), null)).toEqual({ value: null });
  });

  test('every declared step is named', () => {
    const options = {
      trim: true,
      collapse: true,
      letters: 'upper',
      digits: true,
      limit: 3,
      mustContain: '@',
      empty: null,
    } as const;
    expect(text('a', options).words).toBe(
      'text of a, trimmed, runs of white space made one blank, upper case, digits only, cut to 3 characters, empty unless it contains @, empty becomes NULL',
    );
    expect(text('a', { empty: '-' }).words).toBe("text of a, empty becomes '-'");
  });
});

describe('integer', () => {
  test.each(['0', '-3', '9223372036854775807', '-9223372036854775808'])('%s is a whole number', (value) => {
    expect(expectOne(integer('a'), value)).toEqual({ value });
  });

  test.each(['', ' ', ' 5', '5 ', '1.0', '1e3', '+5', '--1', '0x10', '٣', 'NaN'])('%j is none', (value) => {
    expect(expectOne(integer('a'), value)).toEqual(invalid);
  });

  test.each([
    ['007', '7'],
    ['-0', '0'],
    ['-012', '-12'],
  ])('%s is written as the new side writes it', (value, expected) =>
    expect(expectOne(integer('a'), value)).toEqual({ value: expected }),
  );

  test('NULL is NULL', () => expect(expectOne(integer('a'), null)).toEqual({ value: null }));
});

describe('decimal', () => {
  const money = decimal('a', 10, 2);

  test.each(['0', '0.10', '-0.01', '99999999.99', '-99999999.99', '12', '000000000012.50', '1.1000'])(
    '%s fits ten digits with two decimals',
    (value) => {
      expect(expectOne(money, value)).toEqual({ value });
    },
  );

  test.each(['100000000', '-100000000.00', '0.001', '1.101', '0.0000000001'])(
    '%s does not, and is not rounded',
    (value) => {
      expect(expectOne(money, value)).toEqual({
        problem: { code: 'VALUE_INVALID', message: 'does not fit 10 digits with 2 decimals' },
      });
    },
  );

  test.each(['NaN', 'Infinity', '-Infinity', '', '-', '.', '1e3', 'ten', '1.2.3', '1,5', ' 1'])(
    '%j is no number',
    (value) => {
      expect(expectOne(money, value)).toEqual(invalid);
    },
  );

  test('what fits is what the column could hold without a loss', () => {
    const number = fc.record({
      sign: fc.constantFrom('', '-'),
      units: fc.bigInt({ min: 0n, max: 10n ** 9n }),
      scale: fc.nat(4),
    });
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 8 }), fc.nat(3), ({ sign, units, scale }, precision, places) => {
        const padded = String(units).padStart(scale + 1, '0');
        const value = `${sign}${padded.slice(0, padded.length - scale)}${scale === 0 ? '' : `.${padded.slice(padded.length - scale)}`}`;
        const scaled = units * 10n ** 4n;
        const isExact = scaled % 10n ** BigInt(scale + 4 - Math.min(places, scale + 4)) === 0n;
        const isSmall = scaled < 10n ** BigInt(precision - Math.min(places, precision) + scale + 4);
        fc.pre(places <= precision);
        expect('value' in expectOne(decimal('a', precision, places), value)).toBe(isExact && isSmall);
      }),
      { numRuns: 1_000 },
    );
  });

  test('NULL is NULL', () => expect(expectOne(money, null)).toEqual({ value: null }));
});

describe('flag', () => {
  test.each([
    [{}, 'true', 'true'],
    [{}, 'false', 'false'],
    [{}, null, null],
    [{ inverted: true }, 'true', 'false'],
    [{ inverted: true }, 'false', 'true'],
    [{ inverted: true }, null, null],
    [{ absent: 'false' }, null, 'false'],
    [{ absent: 'true', inverted: true }, null, 'true'],
    [{ absent: 'true' }, 'false', 'false'],
  ] as const)('%j of %j is %j', (options, value, expected) =>
    expect(expectOne(flag('a', options), value)).toEqual({ value: expected }),
  );

  test('says what it turns round and what absence means', () => {
    expect(flag('a', { inverted: true, absent: 'false' }).words).toBe('flag from not a, false when absent');
  });
});

describe('instant and date', () => {
  const moment = '2020-01-02T23:59:59.999999Z';

  test('an instant keeps its microseconds', () => expect(expectOne(instant('a'), moment)).toEqual({ value: moment }));

  test.each([
    [moment, '2020-01-02'],
    ['10000-01-02T00:00:00.000000Z', '10000-01-02'],
    ['0001-01-01T00:00:00.000000Z', '0001-01-01'],
    ['2020-01-02', '2020-01-02'],
    [null, null],
  ])('the day of %s is %s', (value, expected) => expect(expectOne(date('a'), value)).toEqual({ value: expected }));

  test('of any instant the day in UTC is taken', () => {
    const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (when) =>
        expect(expectOne(date('a'), when.toISOString())).toEqual({ value: when.toISOString().slice(0, 10) }),
      ),
    );
  });
});

describe('json', () => {
  const rule = json('a', { nothing: ['{}', ''] });

  test.each(['{"a": 1}', '[]', 'null', '12.50', ' {"b":[1e400]} '])('%s is kept as it is', (value) =>
    expect(expectOne(rule, value)).toEqual({ value }),
  );

  test.each(['{}', '', ' {} ', '\n'])('%j says nothing', (value) =>
    expect(expectOne(rule, value)).toEqual({ value: null }),
  );

  test('a text that says nothing is a document where nothing else is declared', () => {
    expect(expectOne(json('a'), '{}')).toEqual({ value: '{}' });
    expect(expectOne(json('a'), '')).toEqual({ unreadable: expect.stringContaining('malformed JSON') as string });
  });

  test('a broken text is unreadable', () =>
    expect(expectOne(rule, '{"a": }')).toEqual({ unreadable: 'malformed JSON at position 6' }));

  test('NULL is NULL, and the words name what becomes NULL', () => {
    expect(expectOf(rule, {})).toEqual({ value: null });
    expect(rule.words).toBe("JSON document from a, '{}' and '' become NULL");
  });
});
