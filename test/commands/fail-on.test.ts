import { Verdict } from '../../reconciliation/comparing/verdict';
import { hasShares, isOverLimit, readLine, STRICT_LINE } from '../../src/fail-on';
import { ExitCode, Failure } from '../../src/failure';

/** What a line says of its verdicts, in its own words. */
const words = (text: string): object =>
  Object.fromEntries([...readLine(text)].map(([verdict, limit]) => [verdict, limit.words]));

function exitCodeOf(text: string): number | null {
  try {
    readLine(text);
    return null;
  } catch (error) {
    return error instanceof Failure ? error.exitCode : -1;
  }
}

test.each([
  ['missing', { MISSING: '0' }],
  [
    'missing,different:>0.1%,unreadable,ambiguous:>5',
    { MISSING: '0', DIFFERENT: '0.1%', UNREADABLE: '0', AMBIGUOUS: '5' },
  ],
  [' Missing , EXTRA:>12 ', { MISSING: '0', EXTRA: '12' }],
  ['blocked:>0', { BLOCKED: '0' }],
  ['none', {}],
])('%s is a line', (text, expected) => expect(words(text)).toEqual(expected));

test.each([
  '',
  'missing,',
  'matched',
  'excluded',
  'anything',
  'missing:5',
  'missing:>',
  'missing:>-1',
  'missing:>1.5',
  'missing:>1e3',
  'missing:>5 %',
  'missing:>.5%',
  'none,missing',
  'missing,missing:>5',
  'missing:>5:>6',
])('"%s" is wrong usage', (text) => expect(exitCodeOf(text)).toBe(ExitCode.usage));

test('without a line, nothing that has to be settled is let pass', () => {
  expect([...STRICT_LINE.keys()]).toEqual(['DIFFERENT', 'MISSING', 'BLOCKED', 'EXTRA', 'AMBIGUOUS', 'UNREADABLE']);
  expect([...STRICT_LINE.values()].map((limit) => limit.words)).toEqual(Array(6).fill('0'));
});

describe('a limit', () => {
  const limitOf = (text: string) => readLine(`missing:>${text}`).get(Verdict.MISSING) ?? fail();
  const fail = (): never => {
    throw new Error('no limit');
  };

  test.each([
    ['0', 0, 10, false],
    ['0', 1, 10, true],
    ['5', 5, 10, false],
    ['5', 6, 10, true],
    // A share is taken exactly: 1 of 1,000 is 0.1%, and not a trifle more or less.
    ['0.1%', 1, 1_000, false],
    ['0.1%', 2, 1_000, true],
    ['0.1%', 1, 999, true],
    ['0.3%', 3, 1_000, false],
    ['33.3333333333333333%', 1, 3, true],
    ['100%', 7, 7, false],
    ['0%', 0, 0, false],
    // Rows that no legacy record stands behind may be all there is.
    ['50%', 1, 0, true],
    ['0.1%', 5_100, 5_100_000, false],
    ['0.1%', 5_101, 5_100_000, true],
  ])('of %s: %i of %i records', (text, count, base, expected) =>
    expect(isOverLimit(limitOf(text), count, base)).toBe(expected),
  );
});

test('a line knows whether it needs to know how many records there are', () => {
  expect(hasShares(readLine('missing,extra:>5'))).toBe(false);
  expect(hasShares(readLine('missing,extra:>5%'))).toBe(true);
  expect(hasShares(readLine('none'))).toBe(false);
});
