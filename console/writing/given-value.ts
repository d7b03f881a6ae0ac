import type { FieldOverride, WritingChoicesQuery } from '../generated/operations';
import { isLegacyId, isNewId } from '../parts/ids';

export type Pair = NonNullable<WritingChoicesQuery['record']>;
export type PairField = Pair['fields'][number];
export type Rule = Pair['mapping']['rules'][number];

/** A value as it stands in its form. */
export interface Given {
  readonly text: string;
  /** What somebody said that it is in place of what was typed; null: what was typed. */
  readonly instead: 'NULL' | 'EMPTY' | null;
}

export const NOTHING_GIVEN: Given = { text: '', instead: null };

/** A reference takes the parent's legacy id, but for one that may lead to several tables: that takes the row's own id. */
export const takesLegacyId = ({ parent }: Rule): boolean => parent !== null && !parent.includes(' or ');

/** What is wrong with it; null: it can be sent, and the API has the last word. */
export function faultOf(rule: Rule, { text, instead }: Given): string | null {
  if (instead !== null) return null;
  // Nobody who leaves a field of a form empty means by it that the record is to have an empty text.
  if (rule.parent === null) return text === '' ? 'Give a value, or say that it is NULL or an empty text' : null;
  if (takesLegacyId(rule)) return isLegacyId(text) ? null : 'Give the legacy id, a whole number';
  return isNewId(text) ? null : 'Give the id of the new row, a UUID';
}

type GivenInput = Pick<FieldOverride, 'value' | 'legacyId'>;

/** As the API takes it. */
export function asInput(rule: Rule, { text, instead }: Given): GivenInput {
  if (instead !== null) return { value: instead === 'NULL' ? null : '' };
  return takesLegacyId(rule) ? { legacyId: text } : { value: text };
}

/** Back from what the API took. */
export function givenOf({ value, legacyId }: GivenInput): Given {
  const text = legacyId ?? value ?? null;
  if (text === null) return { text: '', instead: 'NULL' };
  return { text, instead: text === '' ? 'EMPTY' : null };
}
