import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canonicalJson, normalise, normaliseDecimal, readCell, readJson, Unreadable } from '../../reconciliation/value';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

/** The exact worth of a decimal text, by a way of its own: a whole number of 10^-40. */
function worth(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(40, '0')) * (text.startsWith('-') ? -1n : 1n);
}

const decimalText = fc
  .record({ sign: fc.constantFrom('', '-'), whole: digits(1, 25), fraction: fc.option(digits(1, 25), { nil: '' }) })
  .map(({ sign, whole, fraction }) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);

/** Few digits, so that equal numbers in different spellings are common. */
const smallDecimal = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.constantFrom('0', '00', '1', '01', '10'),
    fraction: fc.constantFrom('', '.0', '.10', '.1', '.01', '.100'),
  })
  .map(({ sign, whole, fraction }) => `${sign}${whole}${fraction}`);

describe('decimals', () => {
  test('keep their worth and settle at once', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const normal = normaliseDecimal(text);
        expect(worth(normal)).toBe(worth(text));
        expect(normaliseDecimal(normal)).toBe(normal);
      }),
    );
  });

  test('have one text if and only if they are one number', () => {
    const pairs = fc.oneof(fc.tuple(smallDecimal, smallDecimal), fc.tuple(decimalText, decimalText));
    fc.assert(
      fc.property(pairs, ([first, second]) =>
        expect(normaliseDecimal(first) === normaliseDecimal(second)).toBe(worth(first) === worth(second)),
      ),
    );
  });

  test.each([
    ['12.50', '12.5'],
    ['12.51', '12.51'],
    ['-0.00', '0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['100', '100'],
    ['9007199254740993.10', '9007199254740993.1'],
  ])('%s is %s', (text, normal) => expect(normaliseDecimal(text)).toBe(normal));

  test.each(['NaN', 'Infinity', '-Infinity', '1e5', 'twelve', '1.2.3', '', '-', '.'])(
    '%j is no number and stays as it is',
    (text) => {
      expect(normaliseDecimal(text)).toBe(text);
    },
  );
});

/** JSON values over few keys and texts, among them the words that the canonical form itself uses. */
const smallJson = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, false, 0, 1, '', '1', 'number', 'object'),
    fc.array(tie('node'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'number', 'object', '__proto__'), tie('node'), { maxKeys: 2 }),
  ),
})).node;

/** The same document with its keys in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const turned = Object.entries(value).reverse();
  return Object.fromEntries(turned.map(([key, entry]) => [key, reversed(entry)]));
}

const meaning = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

describe('JSON documents', () => {
  test('mean the same in every order of keys and with any white space', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const canonical = canonicalJson(JSON.stringify(value));
        expect(canonicalJson(JSON.stringify(value, null, 3))).toBe(canonical);
        expect(canonicalJson(JSON.stringify(reversed(value)))).toBe(canonical);
      }),
    );
  });

  test('have one text if and only if they mean the same', () => {
    fc.assert(
      fc.property(smallJson, smallJson, (first, second) => {
        const isOne = canonicalJson(JSON.stringify(first)) === canonicalJson(JSON.stringify(second));
        expect(isOne).toBe(isDeepStrictEqual(meaning(first), meaning(second)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('a list of pairs is never an object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const texts = [object, Object.entries(object), { object: Object.entries(object) }].map((value) =>
          canonicalJson(JSON.stringify(value)),
        );
        expect(new Set(texts).size).toBe(3);
      }),
    );
  });

  test('numbers are compared by worth, whatever their notation', () => {
    const notation = fc.record({
      mantissa: fc.integer({ min: -120, max: 120 }),
      zeros: fc.nat(3),
      exponent: fc.integer({ min: -4, max: 4 }),
    });
    const text = ({ mantissa, zeros, exponent }: { mantissa: number; zeros: number; exponent: number }) =>
      `${mantissa}${'0'.repeat(mantissa === 0 ? 0 : zeros)}e${mantissa === 0 ? exponent : exponent - zeros}`;
    const amount = ({ mantissa, exponent }: { mantissa: number; exponent: number }) =>
      BigInt(mantissa) * 10n ** BigInt(exponent + 4);
    fc.assert(
      fc.property(notation, notation, (first, second) => {
        expect(canonicalJson(`[${text(first)}]`) === canonicalJson(`[${text(second)}]`)).toBe(
          amount(first) === amount(second),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test('a number of hundreds of digits is the same as its short notation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 380 }), (mantissa, exponent) => {
        expect(canonicalJson(`${mantissa}e${exponent}`)).toBe(canonicalJson(`${mantissa}${'0'.repeat(exponent)}`));
        expect(canonicalJson(`${mantissa}e-${exponent}`)).toBe(
          canonicalJson(`0.${String(mantissa).padStart(exponent + 3, '0')}e3`),
        );
      }),
    );
  });

  test('an exponent that nobody would write out costs neither time nor memory', () => {
    expect(canonicalJson('1e999999999')).not.toBe(canonicalJson('1e999999998'));
  });

  test('a short text of long numbers costs neither time nor memory', () => {
    const many = Array.from({ length: 5_000 }, () => '1e131000');
    expect(canonicalJson(`[${many.join(',')}]`).length).toBeLessThan(1_000_000);
  });

  test('what can be read can be compared, however deep it is nested', () => {
    const readable = [100, 1_000, 2_000, 3_000, 4_000, 5_000, 10_000]
      .map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
      .filter((text) => typeof readJson(text) === 'string');
    expect(() => readable.map(canonicalJson)).not.toThrow();
  });

  test('neighbours beyond 2^53 are two numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 40n }), (number) => {
        expect(canonicalJson(`{"n": ${number}}`)).not.toBe(canonicalJson(`{"n": ${number + 1n}}`));
      }),
    );
  });

  test('what JavaScript cannot parse is unreadable, what it wrote itself is not, and the finding repeats nothing', () => {
    const cut = fc.tuple(fc.json(), fc.nat(200)).map(([text, at]) => text.slice(0, at) + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(fc.json(), cut, fc.string()), (text) => {
        const read = readJson(text);
        if (typeof read === 'string') expect(() => JSON.parse(text) as unknown).not.toThrow();
        else expect(read.reason).toMatch(/^malformed JSON( at position \d+)?$/);
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => expect(readJson(text)).toBe(text)));
  });
});

describe('days of the calendar', () => {
  const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const isDay = (year: number, month: number, day: number): boolean =>
    year > 0 && day > 0 && day <= (DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);

  test('a date and an instant are readable if and only if their day exists', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
          const expected = isDay(year, month, day);
          expect(readCell('date', text) === text).toBe(expected);
          const instant = `${text}T23:59:59.999999Z`;
          expect(readCell('instant', instant) === instant).toBe(expected);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['date', 'infinity'],
    ['date', '0044-03-15 BC'],
    ['date', ''],
    ['instant', '2020-01-01'],
    ['instant', '2020-01-01T00:00:00Z'],
    ['instant', 'infinity'],
  ] as const)('%s %j is unreadable', (kind, text) => expect(readCell(kind, text)).toBeInstanceOf(Unreadable));

  test('NULL is NULL and every other kind is taken as it is', () => {
    expect(readCell('date', null)).toBeNull();
    expect(readCell('text', '0000-00-00')).toBe('0000-00-00');
    expect(readCell('json', '{')).toBe('{');
  });
});

test('each kind has its own idea of sameness', () => {
  expect(normalise('decimal', '1.0')).toBe('1');
  expect(normalise('uuid', 'ABCDEF00-0000-4000-8000-000000000000')).toBe('abcdef00-0000-4000-8000-000000000000');
  expect(normalise('json', '{"b":1.0,"a":[]}')).toBe(normalise('json', '{ "a": [], "b": 1 }'));
  expect(normalise('text', ' 1.0 ')).toBe(' 1.0 ');
  expect(normalise('instant', '2020-01-01T00:00:00.000000Z')).toBe('2020-01-01T00:00:00.000000Z');
});
