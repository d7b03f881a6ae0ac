import type { DataClass } from '../../entities/table';
import type { MappedField, Mapping } from '../mapping';
import { Joins } from '../reading/joins';
import { Statement } from '../reading/statement';

/** How sensitive the values of a field are on both sides: the classes of its column and of everything its rule reads. */
function classesOf(mapping: Mapping, field: MappedField): DataClass[] {
  const { table, companions } = mapping.legacy;
  const joins = new Joins(new Statement('postgres'), table, companions);
  return [field.column.dataClass, ...field.rule.reads.map((path) => joins.column(path).column.dataClass)];
}

export const isSecret = (mapping: Mapping, field: MappedField): boolean => classesOf(mapping, field).includes('SECRET');

/** Whether a value of the field may stand in a sentence or in a summary, where nobody looks for a person's data. */
export const isQuotable = (mapping: Mapping, field: MappedField): boolean =>
  classesOf(mapping, field).every((dataClass) => dataClass === 'PUBLIC' || dataClass === 'INTERNAL');
