/** Records by legacy key, which is a whole number here: from this one on, and before that one; null: no end. */
export interface KeyRange {
  readonly from: string | null;
  readonly before: string | null;
}
