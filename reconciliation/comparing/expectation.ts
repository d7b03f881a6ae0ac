import type { ValueKind } from '../../entities/table';
import {
  type Expectation,
  isRequiredReference,
  type MappedField,
  type Mapping,
  type ReadPath,
  type Variants,
} from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import { type Cell, hasUnstorableString, Unreadable } from '../value';

/** What the rule of one field derives from a legacy record; for a reference, the legacy key of the parent. */
export interface FieldExpectation {
  readonly field: MappedField;
  readonly legacy: readonly Cell[];
  readonly outcome: Expectation;
}

export function cellAt(record: LegacyRecord, path: string): Cell {
  const cell = record.cells.get(path);
  if (cell === undefined) throw new Error(`path ${path} was not read`);
  return cell;
}

const NUL = String.fromCharCode(0);

/** What PostgreSQL stores in no text and no jsonb; MySQL texts may hold it. */
function isUnstorable(kind: ValueKind, text: string): boolean {
  return text.includes(NUL) || (kind === 'json' && hasUnstorableString(text));
}

/** Characters are counted only where there may be too many: one may take two places of a text. */
const isLonger = (text: string, limit: number): boolean => text.length > limit && [...text].length > limit;

/** A length that the new column cannot hold is a problem of the value, found before the database has to refuse. */
function checkColumn(field: MappedField, outcome: Expectation): Expectation {
  if (!('value' in outcome)) return outcome;
  const { column } = field;
  if (outcome.value === null) {
    const isMissing = !column.nullable && field.rule.kind !== 'ignored' && field.rule.reference === undefined;
    if (!isMissing) return outcome;
    return {
      problem: {
        code: 'REQUIRED_VALUE_MISSING',
        message: `${field.property} must have a value and the legacy record has none`,
      },
    };
  }
  if (column.length !== undefined && isLonger(outcome.value, column.length)) {
    return {
      problem: {
        code: 'VALUE_INVALID',
        message: `is longer than the ${column.length} characters of ${field.property}`,
      },
    };
  }
  if (isUnstorable(column.kind, outcome.value)) {
    return {
      problem: {
        code: 'VALUE_INVALID',
        message: `${field.property} would hold a character that PostgreSQL cannot store`,
      },
    };
  }
  if (column.kind === 'enum' && column.values !== undefined && !column.values.includes(outcome.value)) {
    return { problem: { code: 'VALUE_INVALID', message: `is no label of ${column.enumName ?? field.property}` } };
  }
  return outcome;
}

/** How rules read a record. What they read is readable: broken cells were met before. */
const readerOf =
  (record: LegacyRecord): ReadPath =>
  (path) => {
    const cell = cellAt(record, path);
    return cell instanceof Unreadable ? null : cell;
  };

function expectField(field: MappedField, record: LegacyRecord): FieldExpectation {
  const legacy = field.rule.reads.map((path) => cellAt(record, path));
  const broken = legacy.findIndex((cell) => cell instanceof Unreadable);
  if (broken >= 0) {
    const cell = legacy[broken];
    const reason = cell instanceof Unreadable ? cell.reason : '';
    return { field, legacy, outcome: { unreadable: `${field.rule.reads[broken] ?? ''}: ${reason}` } };
  }
  return { ...expectReadable(field, readerOf(record)), legacy };
}

/** The same for values that were found readable before. */
export function expectReadable(field: MappedField, read: ReadPath): Omit<FieldExpectation, 'legacy'> {
  const { variants } = field.rule;
  if (variants !== undefined) return expectVariant(field, variants.choose(read), read);
  const outcome = field.rule.expect(read, field.column.kind);
  if (field.rule.reference !== undefined) return { field, outcome: requireParent(field, outcome) };
  return { field, outcome: checkColumn(field, outcome) };
}

/** From here on the field is one with the rule of the kind of parent that this record names. */
function expectVariant(
  field: MappedField,
  chosen: ReturnType<Variants['choose']>,
  read: ReadPath,
): Omit<FieldExpectation, 'legacy'> {
  if (chosen === null) return { field, outcome: { value: null } };
  if ('code' in chosen) return { field, outcome: { problem: chosen } };
  const variant = { ...field, rule: chosen };
  return { field: variant, outcome: requireParent(variant, chosen.expect(read, field.column.kind)) };
}

function requireParent(field: MappedField, outcome: Expectation): Expectation {
  if (!('value' in outcome) || outcome.value !== null || !isRequiredReference(field)) return outcome;
  const [path = field.property] = field.rule.reads;
  return {
    problem: {
      code: 'REQUIRED_VALUE_MISSING',
      message: `${path} is not set, and ${field.property} must name a record`,
    },
  };
}

export function expectFields(mapping: Mapping, record: LegacyRecord): FieldExpectation[] {
  return mapping.fields.map((field) => expectField(field, record));
}

/** The parents that the record needs though no new column names them. */
export function expectRequirements(mapping: Mapping, record: LegacyRecord): FieldExpectation[] {
  return mapping.requirements.map((field) => expectField(field, record));
}

/** The legacy keys or texts by which a record finds its counterpart; null: its natural key cannot be said. */
export function claimOf(
  mapping: Mapping,
  record: LegacyRecord,
  expectations: readonly FieldExpectation[],
): readonly string[] | null {
  if (mapping.new.keyColumn !== null) return [record.key];
  const texts = mapping.new.naturalKey.map((property) => {
    const outcome = expectations.find((entry) => entry.field.property === property)?.outcome;
    return outcome !== undefined && 'value' in outcome ? outcome.value : null;
  });
  return texts.every((text) => text !== null) ? texts : null;
}

/** Whether the mapping's scope takes the record in; a scope that cannot be read decides nothing. */
export function scopeOf(mapping: Mapping, record: LegacyRecord): 'IN' | 'OUT' | 'UNREADABLE' {
  const { scope } = mapping.legacy;
  if (scope === null) return 'IN';
  const cells = scope.reads.map((path) => cellAt(record, path));
  if (cells.some((cell) => cell instanceof Unreadable)) return 'UNREADABLE';
  return scope.includes((path) => cellAt(record, path) as string | null) ? 'IN' : 'OUT';
}
