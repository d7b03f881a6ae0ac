import { Enum, Instant, Json, LegacyId, LegacyTable, NewId, NewTable, Text } from '../../entities/column';
import { claimOf, expectFields, scopeOf } from '../../reconciliation/comparing/expectation';
import { mapping } from '../../reconciliation/declaration';
import type { Expectation } from '../../reconciliation/mapping';
import type { LegacyRecord } from '../../reconciliation/reading/legacy-reader';
import { copy, instant, integer, json } from '../../reconciliation/rules/copy';
import { generated, ignored } from '../../reconciliation/rules/made';
import { notBlank } from '../../reconciliation/scopes';
import { type Cell, Unreadable } from '../../reconciliation/value';

/** What a rule gives still has to fit the column: a plan that the database would refuse is no plan. */

@LegacyTable('invented_source', 'Where the values come from.')
class InventedSource {
  @LegacyId() id!: string;
  @Text('INTERNAL', { nullable: true }) value!: string | null;
  @Instant('INTERNAL', { nullable: true }) at!: string | null;
}

@NewTable('invented_limits', 'Columns that do not take everything.')
class InventedLimits {
  @NewId() id!: string;
  @Text('INTERNAL', { nullable: true }) legacyId!: string | null;
  @Text('INTERNAL', { length: 3, nullable: true }) short!: string | null;
  @Enum('invented_label', ['one', 'two'], 'INTERNAL', { nullable: true }) label!: string | null;
  @Text('INTERNAL') needed!: string;
  @Text('INTERNAL', { default: "'x'" }) skipped!: string;
  @Json('INTERNAL', { nullable: true }) detail!: string | null;
  @Text('INTERNAL', { nullable: true }) made!: string | null;
  @Instant('INTERNAL', { nullable: true }) at!: string | null;
}

const limits = mapping({
  name: 'inventedLimits',
  system: 'Invented',
  title: 'Invented limits',
  description: 'Values against the limits of their columns.',
  legacy: { entity: InventedSource, scope: notBlank('value', 'nothing to say') },
  new: { entity: InventedLimits, key: 'legacyId' },
  rules: {
    legacyId: integer('id'),
    short: copy('value'),
    label: copy('value'),
    needed: copy('value'),
    skipped: ignored('the database fills it in'),
    detail: json('value', { nothing: [''] }),
    made: generated(['value', 'id'], 'value and id', (value, id) => `${value}/${id}`),
    at: instant('at'),
  },
});

const record = (value: Cell, at: Cell = null): LegacyRecord => ({
  key: '7',
  cells: new Map<string, Cell>([
    ['id', '7'],
    ['value', value],
    ['at', at],
  ]),
});

function expectField(property: string, value: Cell, at?: Cell): Expectation | undefined {
  return expectFields(limits, record(value, at)).find(({ field }) => field.property === property)?.outcome;
}

const invalid = { problem: { code: 'VALUE_INVALID' } };

describe('the length of a column', () => {
  test.each(['', 'abc', '😀😀😀'])('%j fits three characters', (value) =>
    expect(expectField('short', value)).toEqual({ value }),
  );
  test.each(['abcd', 'abc ', '😀😀😀😀'])('%j does not', (value) =>
    expect(expectField('short', value)).toMatchObject(invalid),
  );
});

describe('the labels of a column', () => {
  test('a label of the type is taken, anything else is not', () => {
    expect(expectField('label', 'two')).toEqual({ value: 'two' });
    for (const other of ['Two', 'two ', '', '1']) expect(expectField('label', other)).toMatchObject(invalid);
  });

  test('the finding names the type and not the value', () => {
    expect(expectField('label', 'a secret')).toEqual({
      problem: { code: 'VALUE_INVALID', message: 'is no label of invented_label' },
    });
  });
});

describe('a column that must hold something', () => {
  test('a value is required, an empty text is one', () => {
    expect(expectField('needed', null)).toMatchObject({ problem: { code: 'REQUIRED_VALUE_MISSING' } });
    expect(expectField('needed', '')).toEqual({ value: '' });
  });

  test('unless the rule leaves the column to the database', () =>
    expect(expectField('skipped', null)).toEqual({ value: null }));
});

describe('the character NUL', () => {
  test.each(['needed', 'made'])('stands in the way of %s', (property) =>
    expect(expectField(property, 'a\0b')).toMatchObject(invalid),
  );

  test('stands in the way of a document as an escape, however many backslashes are before it', () => {
    for (const text of ['"\\u0000"', '"\\\\\\u0000"', '{"a\\u0000": 1}'])
      expect(expectField('detail', text)).toMatchObject(invalid);
    for (const text of ['"\\\\u0000"', '"u0000"', '"\\u0001"'])
      expect(expectField('detail', text)).toEqual({ value: text });
  });
});

describe('a legacy value that cannot be read', () => {
  const broken = new Unreadable('the bytes are not valid UTF-8', 'ff');

  test('makes unreadable what reads it, by its path, and nothing else', () => {
    for (const property of ['short', 'label', 'needed', 'detail', 'made']) {
      expect(expectField(property, broken)).toEqual({ unreadable: 'value: the bytes are not valid UTF-8' });
    }
    expect(expectField('at', broken)).toEqual({ value: null });
    expect(expectField('made', 'x', broken)).toEqual({ value: 'x/7' });
  });

  test('decides no scope', () => {
    expect([broken, 'a', ' ', null].map((value) => scopeOf(limits, record(value)))).toEqual([
      'UNREADABLE',
      'IN',
      'OUT',
      'OUT',
    ]);
  });

  test('does not hide which row the record claims', () => {
    expect(claimOf(limits, record(broken), expectFields(limits, record(broken)))).toEqual(['7']);
  });
});

test('a path that nobody read is an error of the program, not a NULL', () => {
  expect(() => expectFields(limits, { key: '7', cells: new Map([['id', '7']]) })).toThrow('path value was not read');
});
