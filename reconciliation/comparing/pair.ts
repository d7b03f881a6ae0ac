import type { MappedField, Mapping } from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import type { NewRecord } from '../reading/new-reader';
import type { Cell } from '../value';
import type { FieldState, Verdict } from './verdict';

/** What keeps a rule from giving a value, before anybody walked to the record that explains it. */
export type ProblemCode =
  | 'CODE_UNMAPPED'
  | 'VALUE_INVALID'
  | 'REQUIRED_VALUE_MISSING'
  | 'NOT_UNIQUE'
  | 'REJECTED_BY_DATABASE'
  | 'PARENT_UNRESOLVED'
  | 'PARENT_NOT_ELIGIBLE'
  | 'PARENT_AMBIGUOUS';

export interface Problem {
  readonly code: ProblemCode;
  readonly field: MappedField;
  readonly message: string;
  /** The code that has no label, or the legacy key of the parent that is in the way. */
  readonly value: string | null;
  /** The parent's row, where it is there and does not fit. */
  readonly newId?: string;
}

export interface ComparedField {
  readonly field: MappedField;
  readonly state: FieldState;
  /** The legacy values that the rule read, in the order of its paths. */
  readonly legacy: readonly Cell[];
  /** What the new side should hold, as the new side writes it; undefined: the rule gives no value. */
  readonly expected: string | null | undefined;
  /** Undefined: there is no new row. */
  readonly actual: Cell | undefined;
  /** For a reference: the legacy keys that the expected and the actual id stand for. */
  readonly expectedMeaning: string | null;
  readonly actualMeaning: string | null;
  /** Why the field is different, unreadable or blocked; null: it is not. */
  readonly because: string | null;
}

/** Hashes of what a verdict and a plan rest on. Each part tells which foundation moved. */
export interface Fingerprint {
  readonly rules: string;
  readonly legacy: string;
  readonly expected: string;
  readonly new: string;
  /** All parts in one text, as the API shows it. */
  readonly text: string;
}

/** A legacy record and its counterpart, compared. */
export interface Pair {
  readonly mapping: Mapping;
  /** Null: the legacy side has no such record. */
  readonly legacy: LegacyRecord | null;
  /** The legacy key of the record, or the one that an EXTRA row claims, where it is one value. */
  readonly legacyId: string | null;
  readonly rows: readonly NewRecord[];
  readonly verdict: Verdict;
  readonly fields: readonly ComparedField[];
  /** What the mapping requires beyond its fields; empty where no legacy record is there. */
  readonly requirements: readonly ComparedField[];
  readonly problems: readonly Problem[];
  readonly fingerprint: Fingerprint;
}

/** The name of a pair within its mapping. A row that no legacy record stands behind is known by its own id. */
export function recordKey(pair: Pick<Pair, 'legacy' | 'rows'>): string {
  return pair.legacy?.key ?? `new:${pair.rows[0]?.id ?? ''}`;
}
