import { columnOf } from '../../entities/table';
import type { MappedField, Mapping } from '../../reconciliation/mapping';
import { isCompared, isRequiredReference } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { type Expected, readFixture } from './fixture';

/**
 * What a fixture must contain follows from the declarations, so a rule that is added or changed without a case that
 * breaks it fails here.
 */

/** Rules that could stand in a record's way and never do. */
const NEVER_BLOCKS: Readonly<Record<string, string>> = {
  'products.basePrice': 'the code is a flag, and both of its values have a label',
  'treatmentPlans.treatmentType': 'the code is a flag, and both of its values have a label',
  'caseStates.currentState': 'the scope leaves out every code that has no label',
};

/** Scopes whose excluded records cannot have a row. */
const NEVER_OUT_OF_SCOPE: Readonly<Record<string, string>> = {
  teams: 'a group that is no team has no team name, so no row can claim it',
};

const keysOf = (mapping: Mapping): string[] => [mapping.new.keyColumn ?? [], ...mapping.new.naturalKey].flat();

/** The columns that say which rows are the mapping's: a row that holds something else there is none of them. */
const identifying = (mapping: Mapping): string[] => [...keysOf(mapping), ...Object.keys(mapping.new.where)];

const compared = (mapping: Mapping): MappedField[] => mapping.fields.filter((field) => isCompared(field.rule));

/** Whether the rule refuses legacy values that a record may hold. */
function canBlock(mapping: Mapping, field: MappedField): boolean {
  if (`${mapping.name}.${field.property}` in NEVER_BLOCKS) return false;
  if (field.rule.reference !== undefined) return isRequiredReference(field) && field.rule.reads.length > 0;
  const kindOfParent = field.rule.variants?.choose(() => 'a content type that nobody listed');
  if (kindOfParent != null) return 'code' in kindOfParent;
  const outcome =
    field.rule.kind === 'map' ? field.rule.expect(() => 'a code that nobody listed', field.column.kind) : {};
  return 'problem' in outcome;
}

/** Whether the rule interprets a legacy text that may be malformed. */
function canBeUnreadable({ rule, column }: MappedField): boolean {
  return ['json', 'document'].includes(rule.kind) && 'unreadable' in rule.expect(() => 'no { JSON', column.kind);
}

const withVerdict = (expected: readonly Expected[], verdict: string): Expected[] =>
  expected.filter((entry) => entry.verdict === verdict);

const fieldsOf = (entries: readonly Expected[]): string[] =>
  [...new Set(entries.flatMap((entry) => entry.fields ?? []))].sort();

const properties = (fields: readonly MappedField[]): string[] => fields.map((field) => field.property).sort();

const hasCause = (entries: readonly Expected[], code: string): boolean =>
  entries.some((entry) => (entry.causes as readonly string[] | undefined)?.includes(code));

describe.each(mappings.map((mapping) => [mapping.name, mapping] as const))('%s', (name, mapping) => {
  const { expected } = readFixture(name);
  const of = (verdict: string): Expected[] => withVerdict(expected, verdict);

  test('each compared rule is broken by a record in which nothing else is', () => {
    const single = of('DIFFERENT').filter((entry) => entry.fields?.length === 1);
    // A broken key is no difference: the record is then missing on one side and extra on the other, see below.
    expect(fieldsOf(single)).toEqual(
      properties(compared(mapping).filter((field) => !identifying(mapping).includes(field.property))),
    );
  });

  test('a record is missing, and a row claims a record that does not exist', () => {
    expect(hasCause(of('MISSING'), 'NOT_MIGRATED')).toBe(true);
    expect(hasCause(of('EXTRA'), 'NOT_IN_LEGACY')).toBe(true);
  });

  test('each rule that can stand in the way does, and every blocked record says why', () => {
    const blocking = properties([
      ...compared(mapping).filter((field) => canBlock(mapping, field)),
      ...mapping.requirements,
    ]);
    expect(fieldsOf(of('BLOCKED'))).toEqual(expect.arrayContaining(blocking));
    expect(of('BLOCKED').filter((entry) => entry.causes === undefined)).toEqual([]);
  });

  test('each rule that interprets a text meets one that it cannot read', () => {
    expect(fieldsOf(of('UNREADABLE'))).toEqual(properties(compared(mapping).filter(canBeUnreadable)));
  });

  test('a record is out of scope, without a row and with one', () => {
    const { scope } = mapping.legacy;
    expect(of('EXCLUDED').length > 0).toBe(scope !== null);
    if (!(name in NEVER_OUT_OF_SCOPE)) expect(hasCause(of('EXTRA'), 'OUT_OF_SCOPE')).toBe(scope !== null);
  });

  test('a record was loaded twice, where the new side lets it', () => {
    const isGuarded = keysOf(mapping).some((property) => columnOf(mapping.new.table, property).unique);
    expect(of('AMBIGUOUS').length > 0).toBe(!isGuarded);
  });
});
