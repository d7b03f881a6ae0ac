import type { Database, Dialect, Sides } from '../reading/database';
import { type CatalogueColumn, listColumns } from './columns';
import { type CatalogueConstraint, ConstraintKind, listConstraints } from './constraints';
import { type CatalogueTrigger, listTriggers } from './triggers';

/** A table or view as the server's own catalogue has it now, whatever an entity class says of it. */
export interface CatalogueTable {
  readonly name: string;
  readonly dialect: Dialect;
  readonly columns: readonly CatalogueColumn[];
  readonly constraints: readonly CatalogueConstraint[];
  readonly triggers: readonly CatalogueTrigger[];
}

/** Finds a table among those that were read; null: the side has no such table, or does not show it to the login. */
export type FindTable = (side: keyof Sides, name: string) => CatalogueTable | null;

/** These tables of one side, in three statements however many they are; null: there is none of that name. */
export async function listCatalogue(
  database: Database,
  names: readonly string[],
): Promise<Map<string, CatalogueTable | null>> {
  if (names.length === 0) return new Map();
  const columns = await listColumns(database, names);
  const constraints = await listConstraints(database, names);
  const triggers = await listTriggers(database, names);
  return new Map(
    names.map((name) => {
      const own = columns.get(name);
      if (own === undefined) return [name, null];
      const parts = { constraints: constraints.get(name) ?? [], triggers: triggers.get(name) ?? [] };
      return [name, { name, dialect: database.dialect, columns: own, ...parts }];
    }),
  );
}

export const columnNamed = (table: CatalogueTable | null, name: string): CatalogueColumn | null =>
  table?.columns.find((column) => column.name === name) ?? null;

/** What keeps rows apart: the constraints and indexes that let no two rows share the values of some columns. */
export function uniqueKeys(table: CatalogueTable): CatalogueConstraint[] {
  const kinds = [ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.UNIQUE_INDEX];
  return table.constraints.filter((constraint) => kinds.includes(constraint.kind));
}
