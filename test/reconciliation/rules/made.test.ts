import { columnOf } from '../../../entities/table';
import { fieldOf, isCompared, isRequiredReference } from '../../../reconciliation/mapping';
import { orders } from '../../../reconciliation/mappings/orders';
import { payments } from '../../../reconciliation/mappings/payments';
import { profiles } from '../../../reconciliation/mappings/profiles';
import { constant, constantAll, derived, generated, ignored, ignoredAll } from '../../../reconciliation/rules/made';
import { map } from '../../../reconciliation/rules/map';
import { reference, referenceTo } from '../../../reconciliation/rules/reference';
import { differsFrom, isFalse, isTrue, notBlank } from '../../../reconciliation/scopes';
import { expectOf, expectOne } from './expect';

describe('map', () => {
  const statuses = map('status', { 1: 'open', 2: 'closed', 3: null, 4: 'open' });

  test.each([
    ['1', 'open'],
    ['3', null],
    [null, null],
  ])('%j is %j', (code, label) => expect(expectOne(statuses, code)).toEqual({ value: label }));

  test.each(['5', '01', ' 1', '1.0', '', 'constructor', '__proto__', 'toString'])('code %j has no label', (code) => {
    expect(expectOne(statuses, code)).toEqual({
      problem: { code: 'CODE_UNMAPPED', message: `code ${code} of status has no label`, value: code },
    });
  });

  test('what happens to other codes and to none is said, and is not the same', () => {
    const told = map('status', { 1: 'open' }, { otherwise: 'other', absent: 'none' });
    expect([expectOne(told, '9'), expectOne(told, null)]).toEqual([{ value: 'other' }, { value: 'none' }]);
    const cleared = map('status', { 1: 'open' }, { otherwise: null });
    expect([expectOne(cleared, '9'), expectOne(cleared, null)]).toEqual([{ value: null }, { value: null }]);
    expect(told.words).toBe('status: 1 → open; else other');
    expect(cleared.words).toBe('status: 1 → open; else NULL');
    expect(statuses.words).toContain('3 → NULL');
    expect(statuses.words).toContain('any other code is refused');
  });

  test('a label leads back to every code that has it', () => {
    expect(statuses.invert?.('open')).toEqual(['1', '4']);
    expect(statuses.invert?.('lost')).toEqual([]);
  });
});

describe('reference', () => {
  test('expects the legacy key, whatever it is', () => {
    const rule = reference('authorId', () => profiles);
    expect(expectOne(rule, '12')).toEqual({ value: '12' });
    expect(expectOne(rule, null)).toEqual({ value: null });
    expect(rule.invert?.('12')).toEqual(['12']);
    expect(rule.reference?.mapping()).toBe(profiles);
    expect(rule.reference?.eligible).toBeNull();
  });

  test('says what the parent must be', () => {
    const eligible = { where: { profileType: 'doctor' }, because: 'only doctors' };
    expect(reference('a', () => profiles, { eligible }).words).toBe('new id of the record that a names; only doctors');
  });

  test('is required as the new column says, unless the mapping says otherwise', () => {
    const isRequired = (property: string): boolean => isRequiredReference(fieldOf(orders, property));
    expect([isRequired('patientId'), isRequired('officeId')]).toEqual([true, false]);
    expect(isRequiredReference(fieldOf(payments, 'patientId'))).toBe(false);
    const field = { property: 'officeId', column: columnOf(orders.new.table, 'officeId') };
    expect(isRequiredReference({ ...field, rule: reference('a', () => profiles, { required: true }) })).toBe(true);
    expect(() => fieldOf(orders, 'nothing')).toThrow('orders has no field nothing');
  });

  test('to one fixed parent reads nothing', () => {
    const rule = referenceTo('Medical Team', () => profiles, 'they are concerned');
    expect(rule).toMatchObject({ kind: 'reference', reads: [], words: 'always Medical Team: they are concerned' });
    expect(expectOne(rule, 'anything')).toEqual({ value: 'Medical Team' });
  });
});

describe('made values', () => {
  test.each([['USD'], [''], [null]])('constant %j', (value) => {
    expect(expectOf(constant(value, 'so'), {})).toEqual({ value });
    expect(isCompared(constant(value, 'so'))).toBe(true);
  });

  test('a constant says whether it is NULL or a text', () => {
    expect(constant(null, 'so').words).toBe('always NULL: so');
    expect(constant('NULL', 'so').words).toBe("always 'NULL': so");
  });

  test('the same for several columns', () => {
    expect(Object.keys(constantAll(null, 'so', ['a', 'b']))).toEqual(['a', 'b']);
    expect(Object.keys(ignoredAll('so', ['a', 'b']))).toEqual(['a', 'b']);
  });

  test('ignored is not compared, and says why', () => {
    expect(isCompared(ignored('notes of the load'))).toBe(false);
    expect(ignored('notes of the load')).toMatchObject({
      kind: 'ignored',
      reads: [],
      words: 'not compared: notes of the load',
    });
  });

  test('generated and derived get their values in the order of their paths, NULL included', () => {
    const join = (...texts: (string | null)[]): string => texts.join('|');
    const rule = generated(['b', 'a', 'c'], 'joined', join);
    expect(rule).toMatchObject({ kind: 'generated', reads: ['b', 'a', 'c'], words: 'joined' });
    expect(expectOf(rule, { a: '1', b: '2' })).toEqual({ value: '2|1|' });
    const other = derived(['a'], 'nothing', () => null);
    expect(other.kind).toBe('derived');
    expect(expectOf(other, { a: '1' })).toEqual({ value: null });
  });
});

describe('scopes', () => {
  const takes = (scope: { includes(read: () => string | null): boolean }, value: string | null): boolean =>
    scope.includes(() => value);

  test('notBlank', () =>
    expect([' a ', '', ' \n\u00a0', null].map((value) => takes(notBlank('a', 'so'), value))).toEqual([
      true,
      false,
      false,
      false,
    ]));
  test('isTrue', () =>
    expect(['true', 'false', null].map((value) => takes(isTrue('a', 'so'), value))).toEqual([true, false, false]));
  test('isFalse', () =>
    expect(['true', 'false', null].map((value) => takes(isFalse('a', 'so'), value))).toEqual([false, true, false]));
  test('differsFrom', () => {
    expect(['Patient', 'patient', '', null].map((value) => takes(differsFrom('a', ['Patient'], 'so'), value))).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});
