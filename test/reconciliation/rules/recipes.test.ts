import fc from 'fast-check';
import { fieldOf } from '../../../reconciliation/mapping';
import { offices } from '../../../reconciliation/mappings/offices';
import { emailAddress, gender, numbered, personName, whenPresent } from '../../../reconciliation/mappings/shared';
import { shipments } from '../../../reconciliation/mappings/shipments';
import { copy, json } from '../../../reconciliation/rules/copy';
import { asText, document } from '../../../reconciliation/rules/document';
import { expectOf, expectOne } from './expect';

/** Rules that the mappings of the lab make for themselves, and that calculate. */

describe('the days of a delivery', () => {
  const { rule } = fieldOf(shipments, 'deliveredAt');

  test('are three, at the same time of day to the microsecond, over every month and year', () => {
    const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-28T00:00:00Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), fc.integer({ min: 0, max: 999 }), (when, micros) => {
        const text = (moment: Date): string => moment.toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`);
        const later = new Date(when.getTime() + 3 * 24 * 60 * 60 * 1000);
        expect(expectOf(rule, { updatedAt: text(when) })).toEqual({ value: text(later) });
      }),
      { numRuns: 1_000 },
    );
  });

  test('of nothing are nothing', () => expect(expectOf(rule, {})).toEqual({ value: null }));
});

describe('the tax rate of an office', () => {
  const { rule } = fieldOf(offices, 'taxRate');

  test.each([
    ['0', '0.0000'],
    ['0.0825', '0.0825'],
    ['0.08254', '0.0825'],
    ['0.08255', '0.0826'],
    ['0.00005', '0.0001'],
    ['8.25', '0.0825'],
    ['8.2549', '0.0825'],
    ['8.2550', '0.0826'],
    ['1.0000', '0.9999'],
    ['1.0001', '0.0100'],
    ['99.9999', '0.9999'],
    ['0.99999', '0.9999'],
    ['-0.0825', '-0.0825'],
  ])('%s is %s', (typed, fraction) => expect(expectOf(rule, { taxRate: typed })).toEqual({ value: fraction }));

  test('always fits the new column', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999n }), (units) => {
        const typed = `${units / 10_000n}.${String(units % 10_000n).padStart(4, '0')}`;
        expect(expectOf(rule, { taxRate: typed })).toEqual({ value: expect.stringMatching(/^0\.\d{4}$/) as string });
      }),
    );
  });
});

describe('shared rules', () => {
  test('a number for people is padded, and a long one is kept whole', () => {
    const rule = numbered('DOC-', 'id');
    expect(['7', '123456', '12345678'].map((id) => expectOne(rule, id))).toEqual([
      { value: 'DOC-000007' },
      { value: 'DOC-123456' },
      { value: 'DOC-12345678' },
    ]);
    expect(expectOne(rule, null)).toEqual({ value: null });
  });

  test('a name', () => {
    expect([' Ada ', ' ', null].map((name) => expectOne(personName('a'), name))).toEqual([
      { value: 'Ada' },
      { value: 'Unknown' },
      { value: 'Unknown' },
    ]);
  });

  test('an e-mail address', () => {
    const typed = [' Ada@Example.COM ', 'ada', '', null];
    expect(typed.map((text) => expectOne(emailAddress('a'), text))).toEqual([
      { value: 'ada@example.com' },
      { value: null },
      { value: null },
      { value: null },
    ]);
  });

  test('a gender', () => {
    const labels = ['0', '1', '2', '9', null].map((code) => expectOne(gender('a'), code));
    expect(labels).toEqual(['other', 'male', 'female', 'unknown', 'unknown'].map((value) => ({ value })));
  });

  test('a rule for records that have a certain parent is NULL for the others, even where its own text is broken', () => {
    const rule = whenPresent('patient.id', json('patient.schemes'));
    expect(rule.reads).toEqual(['patient.id', 'patient.schemes']);
    expect(expectOf(rule, { 'patient.id': '1', 'patient.schemes': '[1]' })).toEqual({ value: '[1]' });
    expect(expectOf(rule, { 'patient.schemes': '[' })).toEqual({ value: null });
    expect(expectOf(rule, { 'patient.id': '1', 'patient.schemes': '[' })).toHaveProperty('unreadable');
    expect(whenPresent('id', copy('a')).words).toBe('copied from a; NULL without id');
  });

  test('it keeps the idea of sameness of the rule within', () => {
    expect(whenPresent('id', document({ a: asText('a') })).equal?.('{"a":"x"}', '{"a":"x","b":1}')).toBe(true);
  });
});
