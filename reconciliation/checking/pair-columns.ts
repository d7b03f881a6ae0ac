import type { Table } from '../../entities/table';
import { columnNamed, type FindTable } from '../catalogue/catalogue';
import type { CatalogueColumn } from '../catalogue/columns';
import type { MappedField, Mapping } from '../mapping';
import { columnsOnPath } from './reached-columns';

/** A column of the legacy side, as it is declared and as it is. */
export interface LegacyColumn {
  /** By which a rule reads it; null: no entity class knows the column. */
  readonly path: string | null;
  readonly table: string;
  readonly name: string;
  /** Null: the live table has no such column. */
  readonly live: CatalogueColumn | null;
}

/** A new column beside the legacy columns that it is made of. */
export interface ColumnPair {
  readonly legacy: readonly LegacyColumn[];
  /** Null: nothing is made of the legacy column. */
  readonly new: {
    readonly name: string;
    /** Null: no rule fills the column. */
    readonly field: MappedField | null;
    readonly live: CatalogueColumn | null;
  } | null;
}

function legacyColumn(mapping: Mapping, find: FindTable, path: string): LegacyColumn {
  const { table: root, companions } = mapping.legacy;
  const end = columnsOnPath(root, companions, path).at(-1);
  if (end === undefined) throw new Error(`${path} leads to no column`);
  const { table, column } = end;
  return { path, table: table.name, name: column.name, live: columnNamed(find('legacy', table.name), column.name) };
}

/** The names of the columns that a table is declared to have, then those that the live one has beside them. */
function columnNames(table: Table, side: 'legacy' | 'new', find: FindTable): string[] {
  const live = find(side, table.name)?.columns ?? [];
  return [...new Set([...table.columns, ...live].map((column) => column.name))];
}

/** Both tables of a mapping side by side: every new column with its rule, then the legacy columns that no rule reads. */
export function pairColumns(mapping: Mapping, find: FindTable): ColumnPair[] {
  const current = mapping.new.table;
  const own = mapping.legacy.table;
  const pairs = columnNames(current, 'new', find).map((name): ColumnPair => {
    const field = mapping.fields.find((candidate) => candidate.column.name === name) ?? null;
    const legacy = (field?.rule.reads ?? []).map((path) => legacyColumn(mapping, find, path));
    return { legacy, new: { name, field, live: columnNamed(find('new', current.name), name) } };
  });
  const read = pairs.flatMap(({ legacy }) => legacy.filter(({ table }) => table === own.name)).map(({ name }) => name);
  const unread = columnNames(own, 'legacy', find).filter((name) => !read.includes(name));
  return [
    ...pairs,
    ...unread.map((name): ColumnPair => {
      const path = own.columns.find((column) => column.name === name)?.property ?? null;
      return {
        legacy: [{ path, table: own.name, name, live: columnNamed(find('legacy', own.name), name) }],
        new: null,
      };
    }),
  ];
}
