import { GraphQLError } from 'graphql';
import { type Table, tableOf } from '../entities/table';
import type { Cells } from '../reconciliation/reading/cells';
import { type Cell, Unreadable } from '../reconciliation/value';
import type { Loaders } from './loaders';

function present(property: string, cell: Cell | undefined, isFlag: boolean): string | boolean | null {
  if (cell instanceof Unreadable)
    throw new GraphQLError(`${property} is unreadable: ${cell.reason}`, { extensions: { code: 'UNREADABLE' } });
  if (cell === undefined || cell === null) return null;
  return isFlag ? cell === 'true' : cell;
}

/** A row as an entity object of the API. Its parents are looked up when, and only when, they are asked for. */
export function hydrate(table: Table, cells: Cells, loaders: Loaders): object {
  const entity = Object.create(table.entity.prototype as object) as object;
  for (const column of table.columns) {
    // A getter, so that one unreadable value is an error of its own field and leaves the others alone.
    const get = (): unknown => present(column.property, cells.get(column.property), column.kind === 'boolean');
    Object.defineProperty(entity, column.property, { get, enumerable: true });
  }
  for (const parent of table.parents) {
    const get = async (): Promise<object | null> => {
      const id = cells.get(parent.column);
      if (typeof id !== 'string') return null;
      const target = tableOf(parent.target());
      const row = await loaders.rows.load({ table: target, id });
      return row === null ? null : hydrate(target, row, loaders);
    };
    Object.defineProperty(entity, parent.property, { get, enumerable: true });
  }
  return entity;
}
