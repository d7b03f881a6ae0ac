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
  | 'reference'
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
}

/** How one new field follows from the legacy record. `Path` is checked against the entity classes by the compiler. */
export interface Rule<Path extends string = string> {
  readonly kind: RuleKind;
  /** The rule in a sentence fragment for business readers: "copied from text". */
  readonly words: string;
  /** The legacy paths it reads. */
  readonly reads: readonly Path[];
  /** The expected value; for a reference, the legacy key of the parent. */
  expect(read: ReadPath, kind: ValueKind): Expectation;
  /** Overrides equality of normalised texts. */
  equal?(expected: string, actual: string): boolean;
  /** Legacy texts that would lead to an expected value; only rules that may stand in a natural key have it. */
  invert?(expected: string): readonly string[];
  readonly reference?: ReferenceTarget;
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

/** Rows must have exactly these texts, by path. */
export type Conditions<P extends string = string> = Partial<Readonly<Record<P, string>>>;

/**
 * Another legacy table whose rows belong to the record by their own foreign key: the settings of a doctor's account.
 * Where several rows qualify, the one with the lowest id is taken. `required` and `absent` decide which rows of the
 * legacy table are this mapping's records at all.
 */
export interface Companion<T extends object = object> {
  readonly entity: new () => T;
  readonly by: string;
  readonly where: Conditions;
  readonly presence: 'optional' | 'required' | 'absent';
}

export type Companions = Readonly<Record<string, Companion>>;
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
  };
  readonly fields: readonly MappedField[];
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
