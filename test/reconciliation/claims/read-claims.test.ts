import { checkNames } from '../../../reconciliation/claims/check-names';
import { ClaimsError } from '../../../reconciliation/claims/claims';
import { readClaims } from '../../../reconciliation/claims/read-claims';
import { mappings } from '../../../reconciliation/mappings/all';

const count = { name: 'one', section: 'A', stated: '1', figure: { kind: 'migrated', mappings: ['payments'] } };

const file = (...claims: readonly object[]): string =>
  JSON.stringify({ schema: 'counterpart.claims/v1', title: 'A report', claims });

function problemsOf(text: string): readonly string[] {
  try {
    checkNames(readClaims(text).claims, mappings);
    return [];
  } catch (error) {
    if (error instanceof ClaimsError) return error.problems;
    throw error;
  }
}

const withFigure = (figure: object): string => file({ ...count, figure });

test('a claim is read with its defaults, and thousands may be set apart', () => {
  expect(readClaims(file({ ...count, stated: '16,011' })).claims).toEqual([
    {
      ...count,
      stated: '16011',
      wording: null,
      unit: null,
      comparison: 'EQUAL',
      figure: { kind: 'migrated', mappings: ['payments'], except: [] },
      notDerivable: null,
      alternatives: [],
      note: null,
    },
  ]);
});

test('a condition that a row can meet is taken as it is', () => {
  const where = { status: 'completed', amount: '0100.50', legacyPaymentId: '1204', createdAt: null, currency: ' any ' };
  expect(problemsOf(withFigure({ kind: 'rows', mapping: 'payments', where }))).toEqual([]);
});

test.each([
  ['a label', { status: 'nosuch' }, /payments\.status is one of pending, .*completed.*, and never "nosuch"$/],
  ['a number otherwise written', { legacyPaymentId: '01204' }, /is a whole number such as 1204, and never "01204"$/],
  ['a plus', { legacyPaymentId: '+7' }, /is a whole number/],
  ['a negative nothing', { legacyPaymentId: '-0' }, /is a whole number/],
  ['an instant otherwise written', { createdAt: '2025-08-16 09:30:00' }, /is an instant such as 2025-08-16T/],
  ['an instant that never was', { createdAt: '2025-02-30T09:30:00.000000Z' }, /is an instant such as/],
  ['a reference in capitals', { orderId: 'A987FBC9-4BED-4078-8F07-9141BA07C9F3' }, /is a UUID in small letters/],
  ['a document', { metadata: '{}' }, /is a document, which can only be asked for null/],
])('a condition that no row can meet is refused: %s', (_, where, message) => {
  const text = withFigure({ kind: 'rows', mapping: 'payments', where });
  expect(problemsOf(text)).toEqual([expect.stringMatching(message)]);
});

describe('what is wrong is said with its place', () => {
  test.each([
    ['no JSON', '{"schema":', /^the file is no JSON: /],
    ['another form', '[]', /^the file must be an object and is a list$/],
    ['another version', '{"schema":"v2","title":"x","claims":[]}', /^the file\.schema must be one of counterpart/],
    ['no claims', '{"schema":"counterpart.claims/v1","title":"x"}', /^the file\.claims must be a list and is missing$/],
    [
      'an empty list',
      '{"schema":"counterpart.claims/v1","title":"x","claims":[]}',
      /^the file\.claims must hold one or more: of none nothing can fail$/,
    ],
    ['no object', file([]), /^claim 1 must be an object and is a list$/],
    ['a misspelt key', file({ ...count, statted: '1' }), /^claim 1 \("one"\) has no statted; it may have name, /],
    [
      'no section',
      file({ ...count, section: undefined }),
      /^claim 1 \("one"\)\.section must be a text and is missing$/,
    ],
    ['a number', file({ ...count, stated: 96.25 }), /^claim 1 \("one"\)\.stated must be a number in quotes/],
    ['a unit inside', file({ ...count, stated: '96.25%' }), /\.stated must be a number in quotes/],
    ['commas elsewhere', file({ ...count, stated: '1,00' }), /\.stated must be a number in quotes/],
    ['a unit of its own', file({ ...count, unit: 'USD' }), /\.unit is for sums and averages/],
    ['a comparison', file({ ...count, comparison: 'ABOUT' }), /must be one of EQUAL, AT_LEAST and is "ABOUT"$/],
    ['the same name', file(count, count), /^claim 2 \("one"\)\.name is the name of a claim before it$/],
    ['another kind', withFigure({ kind: 'rat' }), /^claim 1 \("one"\)\.figure\.kind must be one of due, .* is "rat"$/],
    [
      'a part of another kind',
      withFigure({ kind: 'rows', mapping: 'payments', field: 'amount' }),
      /\.figure \(rows\) has no field; it may have kind, mapping, where$/,
    ],
    ['no mappings', withFigure({ kind: 'rate', mappings: [] }), /mappings must name one or more$/],
    ['one twice', withFigure({ kind: 'rate', mappings: ['teams', 'teams'] }), /mappings names one twice$/],
    ['a rate twice', withFigure({ kind: 'meanOfRates', rates: ['teams', 'teams'] }), /rates names teams twice$/],
    [
      'a mapping in two rates',
      withFigure({ kind: 'medianOfRates', rates: ['teams', ['payments', 'teams']] }),
      /rates names teams twice$/,
    ],
    [
      'a mapping twice in one rate',
      withFigure({ kind: 'meanOfRates', rates: [['teams', 'teams']] }),
      /names teams twice$/,
    ],
    [
      'a rate of what',
      withFigure({ kind: 'rate', mappings: ['teams'], of: 'all' }),
      /of must be one of due, base and is "all"$/,
    ],
    [
      'a base of a count',
      withFigure({ kind: 'migrated', mappings: ['teams'], of: 'base' }),
      /\.figure \(migrated\) has no of; it may have kind, mappings, except$/,
    ],
    [
      'nothing left',
      withFigure({ kind: 'due', mappings: 'all', except: mappings.map(({ name }) => name) }),
      /^claim 1 \("one"\): all mappings are excepted, so there is none left$/,
    ],
    ['an exception', withFigure({ kind: 'rate', mappings: ['teams'], except: ['teams'] }), /except goes with/],
    ['a rate of nothing', withFigure({ kind: 'meanOfRates', rates: [[]] }), /rates\[0\] must be the name of a mapping/],
    [
      'a condition in figures',
      withFigure({ kind: 'rows', mapping: 'payments', where: { amount: 5 } }),
      /where\.amount must be a text, true, false or null; write numbers in quotes$/,
    ],
    ['a share of all', withFigure({ kind: 'share', mapping: 'teams' }), /where must name a field/],
    ['a later claim', withFigure({ kind: 'sumOf', claims: ['two'] }), /claims that stand before it, and two does not$/],
    [
      'counts and rates',
      file(
        count,
        { ...count, name: 'two', figure: { kind: 'rate', mappings: ['teams'] } },
        { ...count, name: 'three', figure: { kind: 'sumOf', claims: ['one', 'two'] } },
      ),
      /^claim 3 \("three"\)\.figure\.claims are of different kinds: records and %$/,
    ],
    [
      'a difference of three',
      file(count, { ...count, name: 'two', figure: { kind: 'difference', claims: ['one'] } }),
      /claims must name two/,
    ],
    [
      'no such mapping',
      withFigure({ kind: 'rate', mappings: ['paiments'] }),
      /^claim 1 \("one"\): there is no mapping paiments; there are offices, /,
    ],
    [
      'no such field',
      withFigure({ kind: 'sum', mapping: 'payments', field: 'amout' }),
      /payments has no field amout; it has .*amount/,
    ],
    [
      'a secret',
      withFigure({ kind: 'distinct', mapping: 'profiles', field: 'passwordHash' }),
      /has no field passwordHash/,
    ],
    [
      'a sum of texts',
      withFigure({ kind: 'sum', mapping: 'payments', field: 'currency' }),
      /payments.currency is no number/,
    ],
    [
      'no reference',
      withFigure({ kind: 'orphans', mapping: 'payments', field: 'amount' }),
      /is no reference; there are orderId, patientId$/,
    ],
    [
      'no number',
      withFigure({ kind: 'rows', mapping: 'payments', where: { amount: 'ten' } }),
      /payments.amount is a number such as 255.48, and never "ten"$/,
    ],
    [
      'a flag',
      withFigure({ kind: 'rows', mapping: 'technicians', where: { isActive: 'yes' } }),
      /is true or false, and/,
    ],
    [
      'a day',
      withFigure({ kind: 'share', mapping: 'technicians', where: { hireDate: '16.8.2025' } }),
      /is a day such as 2025-08-16, and/,
    ],
    [
      'a label among which',
      withFigure({ kind: 'share', mapping: 'payments', where: { currency: 'x' }, among: { status: 'nosuch' } }),
      /payments\.status is one of/,
    ],
    [
      'an alternative',
      file({ ...count, alternatives: [{ words: 'by rows', figure: { kind: 'rate', mappings: ['nothing'] } }] }),
      /^claim 1 \("one"\): there is no mapping nothing/,
    ],
  ])('%s', (_, text, message) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(message)]);
  });

  test('all that is wrong is named together', () => {
    expect(problemsOf(file({ ...count, stated: 1 }, count, { ...count, name: 'two', figure: {} }))).toHaveLength(3);
  });
});
