import type { MappedField, RuleProblem } from '../../mapping';
import { normalise } from '../../value';
import { Pseudonyms } from '../sensitivity';
import type { Wording } from './tally';

/** Values as they are. */
export const plain: Wording = {
  legacyText: (text) => text,
  newText: (text) => text,
  refusal: ({ message }) => message,
};

/** The messages of rules may repeat the value. */
const REFUSALS: Record<RuleProblem['code'], string> = {
  CODE_UNMAPPED: 'the map of the rule lacks the value',
  VALUE_INVALID: 'the rule can make no value of the new column from it',
  REQUIRED_VALUE_MISSING: 'there must be a value and the legacy record has none',
};

/** Values that may not be quoted, by pseudonyms. Two notations of one new value are one value here as well. */
export function masked({ column }: MappedField): Wording {
  const pseudonyms = new Pseudonyms();
  return {
    legacyText: (text) => pseudonyms.of(text),
    newText: (text) => pseudonyms.of(text === null ? null : normalise(column.kind, text)),
    refusal: ({ code }) => REFUSALS[code],
  };
}
