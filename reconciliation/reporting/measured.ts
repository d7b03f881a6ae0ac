import type { MappedField, Measure } from '../mapping';

/** The sum or average of a field on one side. */
export interface MeasuredSide {
  /** Exact text; null: no record has a value. */
  readonly value: string | null;
  /** How many records have a value. */
  readonly records: number;
}

/** How many records have a value of the field, and how many of those have the flag set; null: no flag was asked for. */
export interface Counted {
  readonly records: number;
  readonly of: number | null;
}

export interface MeasuredPart {
  /** As the new side writes it; null: the field is empty, or these are other values. */
  readonly value: string | null;
  /** Several values that may not be shown, counted together. */
  readonly isOther: boolean;
  /** Null: the legacy side cannot be asked, and the note says why. */
  readonly legacy: Counted | null;
  readonly new: Counted;
}

export interface MeasuredValues {
  /** Null for a breakdown, or where the note says why. */
  readonly legacy: MeasuredSide | null;
  readonly new: MeasuredSide | null;
  /** The parts of a breakdown, the largest first. */
  readonly parts: readonly MeasuredPart[];
  readonly note: string | null;
}

/** A measure of a mapping on both sides: of the records that are due, and of the rows that name a legacy record. */
export interface Measured extends MeasuredValues {
  readonly mapping: string;
  readonly title: string;
  readonly kind: Measure['kind'];
  readonly field: string;
  readonly of: string | null;
}

/** The one legacy path behind a field; null: its rule makes the value out of several or of none. */
export function pathOf(field: MappedField): string | null {
  const [path, ...others] = field.rule.reads;
  return path === undefined || others.length > 0 ? null : path;
}
