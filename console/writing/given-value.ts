import type { WritingChoicesQuery } from '../generated/operations';

export type Pair = NonNullable<WritingChoicesQuery['record']>;
export type PairField = Pair['fields'][number];
export type Rule = Pair['mapping']['rules'][number];

/** A value as it stands in its form. */
export interface Given {
  readonly text: string;
  readonly isNull: boolean;
}

export const NOTHING_GIVEN: Given = { text: '', isNull: false };

/** A reference takes the parent's legacy id, but for one that may lead to several tables: that takes the row's own id. */
export const takesLegacyId = ({ parent }: Rule): boolean => parent !== null && !parent.includes(' or ');

const LEGACY_ID = /^\d{1,19}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with it; null: it can be sent, and the API has the last word. */
export function faultOf(rule: Rule, { text, isNull }: Given): string | null {
  if (isNull || rule.parent === null) return null;
  if (takesLegacyId(rule)) return LEGACY_ID.test(text) ? null : 'Give the legacy id, a whole number';
  return UUID.test(text) ? null : 'Give the id of the new row, a UUID';
}

/** As the API takes it. */
export function asInput(rule: Rule, { text, isNull }: Given): { value?: string | null; legacyId?: string } {
  if (isNull) return { value: null };
  return takesLegacyId(rule) ? { legacyId: text } : { value: text };
}
