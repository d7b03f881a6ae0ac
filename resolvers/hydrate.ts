import { GraphQLError } from 'graphql';
import { type Column, columnOf, primaryColumn, type Table, tableOf } from '../entities/table';
import type { Cells } from '../reconciliation/reading/cells';
import { type Cell, Unreadable } from '../reconciliation/value';
import type { Subject } from './access/masking';
import type { RequestContext } from './context';

/** Kinds whose GraphQL type is a text, which may say that a value is masked. */
const TEXTS: readonly Column['kind'][] = ['text', 'enum', 'json', 'uuid'];

function present(column: Column, cell: Cell | undefined, subject: Subject, { sight }: RequestContext) {
  const { property, kind } = column;
  if (cell instanceof Unreadable)
    throw new GraphQLError(`${property} is unreadable: ${cell.reason}`, { extensions: { code: 'UNREADABLE' } });
  if (cell === undefined || cell === null) return null;
  const dataClass = sight.classes.of(column);
  if (!TEXTS.includes(kind)) sight.refuse(property, dataClass);
  const text = sight.show(cell, dataClass, subject);
  return kind === 'boolean' ? text === 'true' : text;
}

/** A row that was reached from another one, by its own id. */
function subjectOf(table: Table, cells: Cells): Subject {
  const id = cells.get(primaryColumn(table).property);
  return { mapping: null, table: table.name, recordId: typeof id === 'string' ? id : '' };
}

/**
 * A row as an entity object of the API, with what its caller may see. Its parents are looked up when, and only when,
 * they are asked for.
 */
export function hydrate(
  table: Table,
  cells: Cells,
  context: RequestContext,
  subject: Subject = subjectOf(table, cells),
): object {
  const entity = Object.create(table.entity.prototype as object) as object;
  for (const column of table.columns) {
    // A getter, so that one unreadable or masked value is an error of its own field and leaves the others alone.
    const get = (): unknown => present(column, cells.get(column.property), subject, context);
    Object.defineProperty(entity, column.property, { get, enumerable: true });
  }
  for (const parent of table.parents) {
    const get = async (): Promise<object | null> => {
      const id = cells.get(parent.column);
      if (typeof id !== 'string') return null;
      context.sight.refuse(parent.property, context.sight.classes.of(columnOf(table, parent.column)));
      const target = tableOf(parent.target());
      context.access.requireTable(target);
      const row = await context.loaders.rows.load({ table: target, id });
      return row === null ? null : hydrate(target, row, context);
    };
    Object.defineProperty(entity, parent.property, { get, enumerable: true });
  }
  return entity;
}
