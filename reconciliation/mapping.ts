import type { Column, EntityClass, Table, ValueKind } from '../entities/table';

export type RuleKind =
  | 'copy'
  | 'text'
  | 'integer'
  | 'decimal'
  | 'flag'
  | 'instant'
  | 'date'
  | 'json'
  | 'document'
  | 'map'
  | 'keywords'
  | 'reference'
  | 'genericReference'
  | 'constant'
  | 'generated'
  | 'derived'
  | 'ignored';

/** Why a rule cannot give a value for a legacy record that can be read. */
export interface RuleProblem {
  readonly code: 'CODE_UNMAPPED' | 'VALUE_INVALID' | 'REQUIRED_VALUE_MISSING';
  readonly message: string;
  /** The offending code, where it is one of a closed set and not personal. */
  readonly value?: string;
}

/** What a rule derives from a legacy record: a value, a problem, or the finding that an input cannot be decoded. */
export type Expectation =
  | { readonly value: string | null }
  | { readonly problem: RuleProblem }
  | { readonly unreadable: string };

/** Reads one legacy value by its path; unreadable inputs never reach a rule. */
export type ReadPath = (path: string) => string | null;

/** A requirement on the parent's new row, by property and canonical text. */
export interface Eligibility {
  readonly where: Readonly<Record<string, string>>;
  /** The business reason, in the words shown to support staff. */
  readonly because: string;
}

export interface ReferenceTarget {
  /** The parent's mapping; a function, because a mapping may point at itself. */
  readonly mapping: () => Mapping;
  readonly eligible: Eligibility | null;
  /** Whether the record cannot exist without this parent; absent: as the new column's nullability says. */
  readonly required?: boolean;
  /** The legacy paths that may name the parent. */
  readonly paths: readonly string[];
  /** Only records for which these hold name this parent: the content type of a generic foreign key. */
  readonly where: Conditions;
}

/** The rules of a reference whose parent's mapping depends on the record. */
export interface Variants {
  readonly rules: readonly Rule[];
  /** The rule for a record; a problem when there is none for it; null: it names no parent. */
  choose(read: ReadPath): Rule | RuleProblem | null;
}

/** How one new field follows from the legacy record. `Path` is checked against the entity classes by the compiler. */
export interface Rule<Path extends string = string> {
  readonly kind: RuleKind;
  /** The rule in a sentence fragment for business readers: "copied from text". */
  readonly words: string;
  /** The legacy paths it reads. */
  readonly reads: readonly Path[];
  /** The expected value; for a reference, the legacy key of the parent. */
  expect(this: void, read: ReadPath, kind: ValueKind): Expectation;
  /** Overrides equality of normalised texts. */
  equal?(this: void, expected: string, actual: string): boolean;
  /** Legacy texts that would lead to an expected value; only rules that may stand in a natural key have it. */
  invert?(expected: string): readonly string[];
  readonly reference?: ReferenceTarget;
  readonly variants?: Variants;
  /** The labels of a code map, by code. */
  readonly labels?: ReadonlyMap<string, string | null>;
}

/** A rule that is not compared; `because` says why, for people. */
export const isCompared = (rule: Rule): boolean => rule.kind !== 'ignored';

/** Whether new rows came from legacy rows, were made from other records, or exist on the new side alone. */
export type Provenance = 'MIGRATED' | 'DERIVED' | 'NATIVE';

/** Legacy records that a mapping leaves out on purpose: they are EXCLUDED, never lost. */
export interface Scope<P extends string = string> {
  readonly reads: readonly P[];
  readonly because: string;
  includes(read: ReadPath): boolean;
}

/** Stands in a condition for any value but NULL. */
export const PRESENT: unique symbol = Symbol('present');

/** Rows must have exactly these texts, or one of several, by path. */
export type Conditions<P extends string = string> = Partial<
  Readonly<Record<P, string | readonly string[] | typeof PRESENT>>
>;

/**
 * Another legacy row that belongs to the record by the companion's own values: the settings of a doctor's account, the
 * state before this one. `required` and `absent` decide which rows of the legacy table are this mapping's records at all.
 */
export interface Companion<T extends object = object> {
  readonly entity: new () => T;
  /** The companion's path that names its owner. */
  readonly by: string;
  /** The record's path that it must equal; null: the record's own id. */
  readonly of: string | null;
  readonly where: Conditions;
  readonly presence: 'optional' | 'required' | 'absent';
  /**
   * Which one is taken where several qualify: the one with the lowest or the highest id, or, of the same table, the
   * last one before the record by a column and then by id.
   */
  readonly pick: 'lowest' | 'highest' | { readonly before: string };
}

export type Companions = Readonly<Record<string, Companion>>;

/** What a report shows of the values of a field, on both sides: their sum and average, or how many records have which. */
export type Measure<F extends string = string> =
  | { readonly kind: 'sum' | 'average'; readonly field: F }
  /** `of`: a flag whose set records are counted beside all. */
  | { readonly kind: 'breakdown'; readonly field: F; readonly of: F | null };

/** One new column and the rule that fills it. */
export interface MappedField {
  readonly property: string;
  readonly column: Column;
  readonly rule: Rule;
}

/** How records of one legacy table become records of one new table. */
export interface Mapping {
  readonly name: string;
  readonly system: string;
  readonly title: string;
  readonly description: string;
  readonly provenance: Provenance;
  readonly legacy: {
    readonly entity: EntityClass;
    readonly table: Table;
    readonly companions: Companions;
    readonly population: Conditions;
    readonly scope: Scope | null;
  };
  readonly new: {
    readonly entity: EntityClass;
    readonly table: Table;
    /** The property holding the legacy id; null when `naturalKey` identifies the counterpart. */
    readonly keyColumn: string | null;
    readonly naturalKey: readonly string[];
    /** Which rows of the table are this mapping's, where others write to it as well: texts by property. */
    readonly where: Readonly<Record<string, string>>;
  };
  readonly fields: readonly MappedField[];
  /** Parents without which a record cannot be created though no new column names them. Their columns are not real. */
  readonly requirements: readonly MappedField[];
  readonly measures: readonly Measure[];
}

/** A field as it is for each kind of parent that it may name; for most fields the field itself. */
export function variantsOf(field: MappedField): readonly MappedField[] {
  return field.rule.variants?.rules.map((rule) => ({ ...field, rule })) ?? [field];
}

/** The fields that name a parent, once for each mapping that it may be of. */
export function referencesOf(map: Mapping): MappedField[] {
  return map.fields.flatMap(variantsOf).filter((field) => field.rule.reference !== undefined);
}

/** The mappings that a record of this one may name a parent of or requires one of. */
export function parentsOf(map: Mapping): Mapping[] {
  const parents = [...referencesOf(map), ...map.requirements].flatMap((field) => field.rule.reference?.mapping() ?? []);
  return [...new Set(parents)];
}

/** A mapping, and all whose records have to be there before its own. */
export function withAncestors(mapping: Mapping): readonly Mapping[] {
  const reached = new Set([mapping]);
  // A set that grows is walked to its new end.
  for (const one of reached) for (const parent of parentsOf(one)) reached.add(parent);
  return [...reached];
}

/** Everything that the mapping's rules and scope read of a legacy record. */
export function readsOf(map: Mapping): string[] {
  const rules = [...map.fields, ...map.requirements].flatMap((field) => field.rule.reads);
  return [...new Set([...rules, ...(map.legacy.scope?.reads ?? [])])];
}

/** The field of a property. Throws on an unknown one: callers check names that came from outside first. */
export function fieldOf(map: Mapping, property: string): MappedField {
  const field = map.fields.find((candidate) => candidate.property === property);
  if (field === undefined) throw new Error(`${map.name} has no field ${property}`);
  return field;
}

/** Whether a record can exist without the parent that this field points at. */
export function isRequiredReference(field: MappedField): boolean {
  return field.rule.reference?.required ?? !field.column.nullable;
}

/** The columns of all these mappings' tables that are declared to name a record of this one, by table and name. */
export function declaredReferences(all: readonly Mapping[], map: Mapping): { child: string; name: string }[] {
  return all.flatMap((child) =>
    referencesOf(child)
      .filter((field) => field.rule.reference?.mapping() === map)
      .map((field) => ({ child: child.new.table.name, name: field.column.name })),
  );
}
