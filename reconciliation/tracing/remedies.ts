import type { Mapping } from '../mapping';
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

const WAIVE: Remedy = { kind: RemedyKind.WAIVE, message: 'accept it, with a reason and an expiry', mutation: 'waiveDiscrepancy', field: null };

interface RootView {
  readonly code: CauseCode;
  readonly field: string | null;
  readonly record: { readonly mapping: string | null; readonly legacyId: string | null } | null;
}

function substitute(mapping: Mapping, field: string | null): Remedy[] {
  const rule = mapping.fields.find((candidate) => candidate.property === field)?.rule;
  if (rule?.reference === undefined) return [];
  const eligible = rule.reference.eligible?.because;
  const message = `override ${field ?? ''} with another record of ${rule.reference.mapping().name}${eligible === undefined ? '' : ` (${eligible})`}`;
  return [{ kind: RemedyKind.ASSIGN_SUBSTITUTE, message, mutation: 'migrateRecord', field }];
}

const correct = (field: string | null): Remedy => ({
  kind: RemedyKind.CORRECT_VALUE,
  message: `override ${field ?? 'the field'} with a value, or correct it on the legacy side and compare again`,
  mutation: 'migrateRecord',
  field,
});

/** The remedies that apply to a root cause, the most direct first. */
export function remediesFor(mapping: Mapping, root: RootView): Remedy[] {
  const record = `${root.record?.mapping ?? ''} ${root.record?.legacyId ?? ''}`.trim();
  const { field } = root;
  switch (root.code) {
    case CauseCode.NOT_MIGRATED:
      return [{ kind: RemedyKind.MIGRATE, message: 'migrate the records: nothing stands in the way', mutation: 'migrateRecord', field: null }, WAIVE];
    case CauseCode.PARENT_MISSING:
      return [
        { kind: RemedyKind.MIGRATE_PARENTS, message: `migrate ${record} first, or set withParents`, mutation: 'migrateRecord', field: null },
        ...substitute(mapping, field),
        WAIVE,
      ];
    case CauseCode.CODE_UNMAPPED:
      return [{ kind: RemedyKind.EXTEND_CODE_MAP, message: `add the code to the table of ${field ?? 'the field'} in the mapping`, mutation: null, field }, correct(field), WAIVE];
    case CauseCode.VALUE_DIFFERS:
      return [{ kind: RemedyKind.RECONCILE, message: `settle ${field ?? 'the field'}: take legacy, keep new, or give a value`, mutation: 'reconcileRecord', field }, WAIVE];
    case CauseCode.LOADED_TWICE:
    case CauseCode.NOT_IN_LEGACY:
    case CauseCode.OUT_OF_SCOPE:
      return [{ kind: RemedyKind.REMOVE, message: 'remove the row that should not be there', mutation: 'removeRecord', field: null }, WAIVE];
    case CauseCode.VALUE_UNREADABLE:
    case CauseCode.PARENT_UNREADABLE:
      return [{ kind: RemedyKind.CORRECT_VALUE, message: 'correct the value on the legacy side and compare again', mutation: null, field }, WAIVE];
    case CauseCode.REQUIRED_VALUE_MISSING:
    case CauseCode.VALUE_INVALID:
    case CauseCode.NOT_UNIQUE:
    case CauseCode.REJECTED_BY_DATABASE:
      return [...(substitute(mapping, field).length > 0 ? substitute(mapping, field) : [correct(field)]), WAIVE];
    default:
      return [...substitute(mapping, field), WAIVE];
  }
}
