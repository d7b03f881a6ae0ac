import { type Mapping, variantsOf } from '../mapping';
import { CauseCode } from './cause';

/** What a person can do about a root cause. */
export enum RemedyKind {
  /** Migrate the record as it is. */
  MIGRATE = 'MIGRATE',
  /** Migrate the missing parents first, then the records they block. */
  MIGRATE_PARENTS = 'MIGRATE_PARENTS',
  /** Give the field another parent. */
  ASSIGN_SUBSTITUTE = 'ASSIGN_SUBSTITUTE',
  /** Add the code to the mapping's table. */
  EXTEND_CODE_MAP = 'EXTEND_CODE_MAP',
  /** Give a value, or correct it on the legacy side. */
  CORRECT_VALUE = 'CORRECT_VALUE',
  /** Take the legacy value, keep the new one, or give a third. */
  RECONCILE = 'RECONCILE',
  /** Remove the row that should not be there. */
  REMOVE = 'REMOVE',
  /** Accept it as it is, with a reason and an expiry. */
  WAIVE = 'WAIVE',
}

export interface Remedy {
  readonly kind: RemedyKind;
  readonly message: string;
  /** The mutation that does it; null: it is done elsewhere. */
  readonly mutation: string | null;
  readonly field: string | null;
}

const WAIVE: Remedy = {
  kind: RemedyKind.WAIVE,
  message: 'accept it, with a reason and an expiry',
  mutation: 'waiveDiscrepancy',
  field: null,
};

interface RootView {
  readonly code: CauseCode;
  readonly field: string | null;
  readonly record: { readonly mapping: string | null; readonly legacyId: string | null } | null;
}

function substitute(mapping: Mapping, field: string | null): Remedy[] {
  const references = mapping.fields
    .filter((candidate) => candidate.property === field)
    .flatMap(variantsOf)
    .flatMap((candidate) => candidate.rule.reference ?? []);
  if (references.length === 0) return [];
  const parents = references.map((reference) => reference.mapping().name).join(' or ');
  const eligible = references.flatMap((reference) => reference.eligible?.because ?? []);
  const because = eligible.length === 0 ? '' : ` (${eligible.join('; ')})`;
  const message = `override ${field ?? ''} with another record of ${parents}${because}`;
  return [{ kind: RemedyKind.ASSIGN_SUBSTITUTE, message, mutation: 'migrateRecord', field }];
}

const correct = (field: string | null): Remedy => ({
  kind: RemedyKind.CORRECT_VALUE,
  message: `override ${field ?? 'the field'} with a value, or correct it on the legacy side and compare again`,
  mutation: 'migrateRecord',
  field,
});

const remedy = (kind: RemedyKind, message: string, mutation: string | null, field: string | null = null): Remedy => ({
  kind,
  message,
  mutation,
  field,
});

/** A value that the record itself lacks: another parent where the field is a reference, a value where it is none. */
function give(mapping: Mapping, field: string | null): Remedy[] {
  // No column stands behind a requirement: it can be set on the legacy side alone.
  if (mapping.requirements.some((requirement) => requirement.property === field))
    return [remedy(RemedyKind.CORRECT_VALUE, 'correct the value on the legacy side and compare again', null, field)];
  const substitutes = substitute(mapping, field);
  return substitutes.length > 0 ? substitutes : [correct(field)];
}

/** What settles a root cause itself, the most direct first; accepting it is always possible as well. */
function settle(mapping: Mapping, { code, field, record }: RootView): Remedy[] {
  const parent = `${record?.mapping ?? ''} ${record?.legacyId ?? ''}`.trim();
  const named = field ?? 'the field';
  switch (code) {
    case CauseCode.NOT_MIGRATED:
      return [remedy(RemedyKind.MIGRATE, 'migrate the records: nothing stands in the way', 'migrateRecord')];
    case CauseCode.PARENT_MISSING:
      return [
        remedy(RemedyKind.MIGRATE_PARENTS, `migrate ${parent} first, or set withParents`, 'migrateRecord'),
        ...substitute(mapping, field),
      ];
    case CauseCode.CODE_UNMAPPED:
      return [
        remedy(RemedyKind.EXTEND_CODE_MAP, `add the code to the table of ${named} in the mapping`, null, field),
        correct(field),
      ];
    case CauseCode.VALUE_DIFFERS:
      return [
        remedy(
          RemedyKind.RECONCILE,
          `settle ${named}: take legacy, keep new, or give a value`,
          'reconcileRecord',
          field,
        ),
      ];
    case CauseCode.LOADED_TWICE:
    case CauseCode.NOT_IN_LEGACY:
    case CauseCode.OUT_OF_SCOPE:
      return [remedy(RemedyKind.REMOVE, 'remove the row that should not be there', 'removeRecord')];
    case CauseCode.VALUE_UNREADABLE:
    case CauseCode.PARENT_UNREADABLE:
      return [remedy(RemedyKind.CORRECT_VALUE, 'correct the value on the legacy side and compare again', null, field)];
    case CauseCode.REJECTED_BY_DATABASE:
      return [
        remedy(
          RemedyKind.MIGRATE,
          'remove what the database objects to, or override the value, and migrate again',
          'migrateRecord',
        ),
      ];
    case CauseCode.REQUIRED_VALUE_MISSING:
    case CauseCode.VALUE_INVALID:
    case CauseCode.NOT_UNIQUE:
      return give(mapping, field);
    default:
      return substitute(mapping, field);
  }
}

/** The remedies that apply to a root cause, the most direct first. */
export function remediesFor(mapping: Mapping, root: RootView): Remedy[] {
  return [...settle(mapping, root), WAIVE];
}
