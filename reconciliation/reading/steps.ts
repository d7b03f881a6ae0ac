import { primaryColumn, type Table, tableOf } from '../../entities/table';
import type { Mapping } from '../mapping';

/** A step on the way of a path: the column that names the next record, and that record's own id. */
interface Step {
  readonly table: Table;
  readonly namedBy: string;
  readonly id: string;
}

/** The parents that a path leads through; companions belong to the record itself and are no steps. */
export function stepsOf(mapping: Mapping, path: string): Step[] {
  const segments = path.split('.').slice(0, -1);
  const steps: Step[] = [];
  let table = mapping.legacy.table;
  for (const [index, segment] of segments.entries()) {
    const prefix = segments
      .slice(0, index)
      .map((part) => `${part}.`)
      .join('');
    const link = table.parents.find((parent) => parent.property === segment);
    if (link === undefined) return steps;
    table = tableOf(link.target());
    steps.push({
      table,
      namedBy: `${prefix}${link.column}`,
      id: `${prefix}${segment}.${primaryColumn(table).property}`,
    });
  }
  return steps;
}
