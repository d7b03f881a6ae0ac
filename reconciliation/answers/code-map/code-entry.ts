/** A value that new rows hold for a legacy code. Where values may not be quoted, pseudonyms stand for them. */
export interface ActualValue {
  readonly value: string | null;
  /** Rows that hold it. A record that was loaded twice counts with each of its rows. */
  count: number;
  readonly isExpected: boolean;
}

/** One distinct combination of the legacy values that a rule reads, and what became of it. */
export interface CodeEntry {
  /** The legacy value; a JSON object by path when the rule reads several; null: SQL NULL, or the rule reads nothing. */
  readonly code: string | null;
  /** Null: SQL NULL, or the rule refuses the code. */
  readonly expected: string | null;
  readonly problem: string | null;
  /** Whether the code stands in the map's own table; null: the rule is no map, or the code is NULL. */
  readonly isListed: boolean | null;
  readonly count: number;
  readonly withoutRow: number;
  readonly values: readonly ActualValue[];
}
