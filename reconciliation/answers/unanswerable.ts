import type { MappedField } from '../mapping';

/** A question that cannot be answered as it was put. The message says what to ask instead and repeats no value. */
export class Unanswerable extends Error {}

/** The field of a name among those that a question can be about; `what` says which those are. */
export function fieldAmong(fields: readonly MappedField[], name: string, what: string): MappedField {
  const found = fields.find((field) => field.property === name);
  if (found !== undefined) return found;
  if (fields.length === 0) throw new Unanswerable(`no field of the mapping is ${what}`);
  throw new Unanswerable(`field must be ${what}: ${fields.map((field) => field.property).join(', ')}`);
}
