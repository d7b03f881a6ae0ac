import type { DataClass } from '../../entities/table';
import { fieldOf, type MappedField, type Mapping } from '../mapping';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** The one gate for values in answers about many records, where nobody looks for a person's data. */

/** How sensitive the values of a field are on both sides: the classes of its column and of everything its rule reads. */
function classesOf(mapping: Mapping, field: MappedField): DataClass[] {
  const joins = new Joins(new Statement('postgres'), mapping.legacy);
  return [field.column.dataClass, ...field.rule.reads.map((path) => joins.column(path).column.dataClass)];
}

/** No answer says anything about such a field: a count or a length is a part of the secret. */
export const isSecret = (mapping: Mapping, field: MappedField): boolean => classesOf(mapping, field).includes('SECRET');

/** Whether a value of the field may stand in an answer. */
export const isQuotable = (mapping: Mapping, field: MappedField): boolean =>
  classesOf(mapping, field).every((dataClass) => dataClass === 'PUBLIC' || dataClass === 'INTERNAL');

/** Whether the texts by which others name a mapping's records may: legacy ids may, a natural key as its field may. */
export function isNameQuotable(mapping: Mapping): boolean {
  const [property] = mapping.new.naturalKey;
  return property === undefined || isQuotable(mapping, fieldOf(mapping, property));
}

/** Whether what a row claims to be by a field may; a parent is claimed by its own name. */
export function isClaimQuotable(mapping: Mapping, field: MappedField): boolean {
  const parent = field.rule.reference?.mapping();
  return isQuotable(mapping, field) && (parent === undefined || isNameQuotable(parent));
}

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
