import type { DataClass } from '../../entities/table';
import { classesOf, DataClasses } from '../data-classes';
import { fieldOf, type MappedField, type Mapping } from '../mapping';
import { mappings } from '../mappings/all';

/** The one gate for values in answers about many records, where nobody looks for a person's data. */

const ofOthers = new WeakMap<Mapping, DataClasses>();

/** All mappings together say how sensitive a column is; one that is not in the list is looked at beside them. */
function classesFor(mapping: Mapping): DataClasses {
  if (mappings.includes(mapping)) return classesOf(mappings);
  const classes = ofOthers.get(mapping) ?? new DataClasses([...mappings, mapping]);
  ofOthers.set(mapping, classes);
  return classes;
}

const isOpen = (dataClass: DataClass): boolean => dataClass === 'PUBLIC' || dataClass === 'INTERNAL';

/** No answer says anything about such a field: a count or a length is a part of the secret. */
export const isSecret = (mapping: Mapping, field: MappedField): boolean =>
  classesFor(mapping).ofField(mapping, field).new === 'SECRET';

/** Whether a value of the field may stand in an answer: whatever is masked in a record may not. */
export const isQuotable = (mapping: Mapping, field: MappedField): boolean =>
  isOpen(classesFor(mapping).ofField(mapping, field).new);

/** Whether the texts by which others name a mapping's records may: legacy ids may, a natural key as its field may. */
export function isNameQuotable(mapping: Mapping): boolean {
  const [property] = mapping.new.naturalKey;
  return property === undefined || isQuotable(mapping, fieldOf(mapping, property));
}

/** Whether what a row claims to be by a field may; a parent is claimed by its own name. */
export const isClaimQuotable = (mapping: Mapping, field: MappedField): boolean =>
  isOpen(classesFor(mapping).ofName(mapping, field));

/** Stands for values that may not be quoted, so that it can still be told which of them are the same. */
export class Pseudonyms {
  private readonly known = new Map<string, string>();

  /** NULL and '' are no values of anybody: they stay. */
  of(text: string | null): string | null {
    if (text === null || text === '') return text;
    const pseudonym = this.known.get(text) ?? `value ${this.known.size + 1}`;
    this.known.set(text, pseudonym);
    return pseudonym;
  }
}
