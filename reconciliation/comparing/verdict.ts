/** The outcome for a pair. For each mapping the verdicts add up to its base, EXTRA standing beside it. */
export enum Verdict {
  MATCHED = 'MATCHED',
  DIFFERENT = 'DIFFERENT',
  MISSING = 'MISSING',
  BLOCKED = 'BLOCKED',
  EXCLUDED = 'EXCLUDED',
  EXTRA = 'EXTRA',
  AMBIGUOUS = 'AMBIGUOUS',
  UNREADABLE = 'UNREADABLE',
}

/** Whether a verdict leaves something to settle. */
export const isDiscrepancy = (verdict: Verdict): boolean => verdict !== Verdict.MATCHED && verdict !== Verdict.EXCLUDED;

/** How one field of a pair stands. */
export enum FieldState {
  /** The actual value is the expected one. */
  EQUAL = 'EQUAL',
  /** The actual value is not the expected one. */
  DIFFERENT = 'DIFFERENT',
  /** The actual value is the one that a person decided on, in place of the rule's. */
  DECIDED = 'DECIDED',
  /** A value could not be read or decoded. */
  UNREADABLE = 'UNREADABLE',
  /** The rule cannot be satisfied, so there is no expected value. */
  BLOCKED = 'BLOCKED',
  /** Not compared: the rule ignores the field, or one side has no record. */
  NOT_COMPARED = 'NOT_COMPARED',
}

/** Which side changed since the pair last matched. */
export enum MovedSide {
  LEGACY = 'LEGACY',
  NEW = 'NEW',
  BOTH = 'BOTH',
  UNKNOWN = 'UNKNOWN',
}
