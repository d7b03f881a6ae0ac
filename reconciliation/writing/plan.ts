import type { ChangeKind, RowImage } from '../../entities/ledger/change';
import type { Decision } from '../comparing/compare-field';
import type { Mapping } from '../mapping';

/** One row to be written, as texts by column name. */
export interface PlannedWrite {
  readonly mapping: Mapping;
  readonly kind: ChangeKind;
  readonly legacyId: string | null;
  readonly newId: string;
  /** The columns to write; for DELETE there are none. */
  readonly values: RowImage;
  /** What the row must be when it is read back, where that is known to the last column. */
  readonly exactly?: RowImage | null;
  /** Decisions that the write carries, and fields whose decision it ends. */
  readonly decisions: readonly Decision[];
  readonly undecided: readonly string[];
  /** The change that this write takes back. */
  readonly reverts?: string;
  /** The bulk change of which this write takes back one row. */
  readonly revertsBulk?: string;
}

/** What is accepted, or accepted no more, beyond a whole record. */
export interface Waives {
  readonly field?: string;
  readonly rootCause?: string;
  /** Of a root cause: how many discrepancies are waived by it. */
  readonly covers?: number;
}

/** What a mutation is about to do. */
export interface Plan {
  readonly mapping: Mapping;
  readonly legacyId: string | null;
  readonly newId: string | null;
  /** What the plan rests on; it must still hold when the plan is applied. */
  readonly fingerprint: string;
  readonly writes: readonly PlannedWrite[];
  /** What else is written to the ledger, for actions that leave the business tables alone. */
  readonly ledger?: () => Promise<void>;
  /** Absent: the plan is about a record as a whole. */
  readonly waives?: Waives;
}

/** A write that was carried out: in a dry run it was undone again. */
export interface ExecutedWrite {
  readonly mapping: string;
  readonly table: string;
  readonly kind: ChangeKind;
  readonly legacyId: string | null;
  readonly newId: string;
  readonly before: RowImage | null;
  readonly after: RowImage | null;
}
