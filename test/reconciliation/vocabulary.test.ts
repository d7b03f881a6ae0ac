import { expectFields } from '../../reconciliation/comparing/expectation';
import { fieldOf, parentsOf, type Rule, readsOf, referencesOf, variantsOf } from '../../reconciliation/mapping';
import { messages } from '../../reconciliation/mappings/messages';
import { patients } from '../../reconciliation/mappings/patients';
import { profiles } from '../../reconciliation/mappings/profiles';
import { nameOr, startOfDay } from '../../reconciliation/mappings/shared';
import type { LegacyRecord } from '../../reconciliation/reading/legacy-reader';
import { contentTypeLabel, genericReference } from '../../reconciliation/rules/generic-reference';
import { keywords, labelByKeywords } from '../../reconciliation/rules/keywords';
import { reference } from '../../reconciliation/rules/reference';
import { areTrue, isAnyPresent, isOneOf } from '../../reconciliation/scopes';
import { expectOf, expectOne } from './rules/expect';

type Values = Readonly<Record<string, string | null>>;

const reading = (values: Values) => (path: string) => values[path] ?? null;

describe('keywords', () => {
  const rule = keywords(
    'name',
    [
      [['order'], 'order'],
      [['ship', 'parcel'], 'shipment'],
    ],
    'other',
  );

  test.each([
    ['order_shipped', 'order'],
    ['shipped order', 'order'],
    ['Your ORDER', 'order'],
    ['SHIPMENT', 'shipment'],
    ['a Parcel', 'shipment'],
    ['reordered', 'order'],
    ['or der', 'other'],
    ['', 'other'],
    [null, 'other'],
  ])('%j is of kind %s', (name, label) => expect(expectOne(rule, name)).toEqual({ value: label }));

  test('the words say what is looked for and in which order', () => {
    expect(rule).toMatchObject({ kind: 'keywords', reads: ['name'] });
    expect(rule.words).toBe(
      "name by its words, in this order: order with 'order', shipment with 'ship' or 'parcel'; else other",
    );
  });

  test('the same without a rule around it', () =>
    expect([labelByKeywords('AB', [[['b'], 'found']], 'lost'), labelByKeywords('AB', [], 'lost')]).toEqual([
      'found',
      'lost',
    ]));
});

const type = (application: string | null, model: string | null, id: string | null = '7'): Values => ({
  'kind.appLabel': application,
  'kind.model': model,
  itemId: id,
});

describe('contentTypeLabel', () => {
  const rule = contentTypeLabel('kind', { 'dispatch.patient': 'patient', 'auth.user': 'user' });

  test('a type is known by application and model together', () => {
    expect(rule).toMatchObject({ kind: 'map', reads: ['kind.appLabel', 'kind.model'] });
    expect(expectOf(rule, type('dispatch', 'patient'))).toEqual({ value: 'patient' });
    expect(expectOf(rule, type('auth', 'user'))).toEqual({ value: 'user' });
  });

  test.each([
    ['auth', 'patient'],
    ['dispatch', 'plan'],
    ['Dispatch', 'patient'],
    ['', ''],
  ])('%s.%s is refused', (application, model) => {
    const value = `${application}.${model}`;
    expect(expectOf(rule, type(application, model))).toMatchObject({ problem: { code: 'CODE_UNMAPPED', value } });
  });

  test('no type has no label', () => {
    expect(expectOf(rule, {})).toEqual({ value: null });
    expect(expectOf(rule, type('dispatch', null))).toEqual({ value: null });
  });
});

describe('genericReference', () => {
  const targets = { 'dispatch.patient': () => patients, 'auth.user': () => profiles };
  const strict = genericReference('kind', 'itemId', targets);
  const lenient = genericReference('kind', 'itemId', targets, { others: 'null' });
  const chosen = (rule: Rule, values: Values) => rule.variants?.choose(reading(values));

  test('each listed type leads to its own mapping, by the id', () => {
    for (const rule of [strict, lenient]) {
      expect(rule).toMatchObject({ kind: 'genericReference', reads: ['itemId', 'kind.appLabel', 'kind.model'] });
      expect(chosen(rule, type('dispatch', 'patient'))).toBe(rule.variants?.rules[0]);
      expect(chosen(rule, type('auth', 'user'))).toBe(rule.variants?.rules[1]);
      expect(rule.variants?.rules.map((variant) => variant.reference?.mapping())).toEqual([patients, profiles]);
      expect(rule.variants?.rules.map((variant) => expectOf(variant, type('auth', 'user')))).toEqual([
        { value: '7' },
        { value: '7' },
      ]);
    }
  });

  test('a variant says which records it is for', () => {
    expect(strict.variants?.rules[1]?.reference).toMatchObject({
      paths: ['itemId'],
      where: { 'kind.appLabel': 'auth', 'kind.model': 'user' },
      eligible: null,
    });
  });

  test('any other type is refused with its name, or leaves NULL where that is declared', () => {
    const plan = type('dispatch', 'plan');
    const message = 'records of type dispatch.plan have no counterpart here';
    expect(chosen(strict, plan)).toEqual({ code: 'CODE_UNMAPPED', message, value: 'dispatch.plan' });
    expect(chosen(lenient, plan)).toBeNull();
    expect(strict.words).toContain('any other type is refused');
    expect(lenient.words).toContain('other types leave NULL');
  });

  test('no type is not taken for one that has no counterpart', () => {
    expect(chosen(strict, {})).toMatchObject({ code: 'REQUIRED_VALUE_MISSING' });
    expect(chosen(lenient, {})).toBeNull();
  });

  test('the parent is required unless other types leave NULL', () => {
    const required = [strict, lenient].map((rule) =>
      rule.variants?.rules.map((variant) => variant.reference?.required),
    );
    expect(required).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('of a record, the field is one of its type', () => {
    const record = (application: string, model: string, id: string | null): LegacyRecord => {
      const own: Values = { 'targetType.appLabel': application, 'targetType.model': model, targetId: id };
      return { key: '1', cells: new Map(readsOf(messages).map((path) => [path, own[path] ?? null])) };
    };
    const expectation = (of: LegacyRecord) =>
      expectFields(messages, of).find(({ field }) => field.property === 'recipientId');
    const user = expectation(record('auth', 'user', '5'));
    expect([user?.outcome, user?.field.rule.reference?.mapping()]).toEqual([{ value: '5' }, profiles]);
    expect(expectation(record('dispatch', 'plan', '5'))?.outcome).toMatchObject({ problem: { code: 'CODE_UNMAPPED' } });
    expect(expectation(record('auth', 'user', null))?.outcome).toMatchObject({
      problem: { code: 'REQUIRED_VALUE_MISSING', message: 'targetId is not set, and recipientId must name a record' },
    });
  });

  test('whoever walks references meets it once for each type', () => {
    const field = fieldOf(messages, 'recipientId');
    expect(variantsOf(field).map((variant) => [variant.property, variant.rule.reference?.mapping()])).toEqual([
      ['recipientId', patients],
      ['recipientId', profiles],
    ]);
    expect(variantsOf(fieldOf(messages, 'content'))).toEqual([fieldOf(messages, 'content')]);
    const walked = referencesOf(messages).map(({ property }) => property);
    expect(walked).toEqual(['recipientId', 'recipientId', 'senderId']);
    expect(parentsOf(messages)).toEqual([patients, profiles]);
  });
});

describe('a reference of several paths', () => {
  const rule = reference(['first', 'second'], () => profiles);

  test.each([
    [{ first: '1', second: '2' }, '1'],
    [{ second: '2' }, '2'],
    [{ first: '0' }, '0'],
    [{}, null],
  ])('of %j the first that is set', (values: Values, value) => expect(expectOf(rule, values)).toEqual({ value }));

  test('it reads both, says so, and children are found by both', () => {
    expect(rule.reads).toEqual(['first', 'second']);
    expect(rule.words).toBe('new id of the record that first or second names');
    expect(rule.reference).toMatchObject({ paths: ['first', 'second'], where: {} });
  });
});

describe('rules that several mappings share', () => {
  const named = nameOr('name', 'Plan ', 'id');

  test.each([
    [{ name: ' First ', id: '7' }, 'First'],
    [{ name: ' \n', id: '7' }, 'Plan 7'],
    [{ id: '7' }, 'Plan 7'],
    [{}, null],
  ])('a name of %j', (values: Values, value) => expect(expectOf(named, values)).toEqual({ value }));

  test('a day begins at midnight in UTC', () => {
    expect(expectOne(startOfDay('a'), '2024-02-29')).toEqual({ value: '2024-02-29T00:00:00.000000Z' });
    expect(expectOne(startOfDay('a'), null)).toEqual({ value: null });
  });
});

describe('scopes', () => {
  test('isOneOf takes the listed texts and no others', () => {
    const scope = isOneOf('a', ['1', '10'], 'so');
    const texts = ['1', '10', '01', '100', '', null];
    expect(texts.map((a) => scope.includes(reading({ a })))).toEqual([true, true, false, false, false, false]);
    expect(scope).toMatchObject({ reads: ['a'], because: 'so' });
  });

  test('areTrue wants every flag', () => {
    const scope = areTrue(['a', 'b'], 'so');
    const all: Values[] = [{ a: 'true', b: 'true' }, { a: 'true', b: 'false' }, { b: 'true' }, {}];
    expect(all.map((values) => scope.includes(reading(values)))).toEqual([true, false, false, false]);
    expect(scope.reads).toEqual(['a', 'b']);
  });

  test('isAnyPresent wants one value, and an empty text is one', () => {
    const scope = isAnyPresent(['a', 'b'], 'so');
    const all: Values[] = [{ a: '1', b: '2' }, { b: '' }, {}];
    expect(all.map((values) => scope.includes(reading(values)))).toEqual([true, true, false]);
    expect(scope.reads).toEqual(['a', 'b']);
  });
});
