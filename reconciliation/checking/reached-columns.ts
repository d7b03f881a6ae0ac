import { type Column, columnOf, primaryColumn, type Table, tableOf } from '../../entities/table';
import { type Companion, type Companions, type Mapping, parentsOf, readsOf, referencesOf } from '../mapping';
import { keyColumnOf } from '../reading/new-reader';

/** A column that a mapping cannot do without. */
export interface ReachedColumn {
  readonly table: Table;
  readonly column: Column;
}

/** Every column that SQL touches on the way of a legacy path; the one that the path names stands last. */
export function columnsOnPath(root: Table, companions: Companions, path: string): ReachedColumn[] {
  const segments = path.split('.');
  const property = segments.pop() ?? '';
  const reached: ReachedColumn[] = [];
  let table = root;
  for (const [index, segment] of segments.entries()) {
    const companion = index === 0 ? companions[segment] : undefined;
    const link = table.parents.find((parent) => parent.property === segment);
    if (companion === undefined && link === undefined) throw new Error(`${table.name} has no parent ${segment}`);
    if (companion === undefined && link !== undefined) reached.push({ table, column: columnOf(table, link.column) });
    table = tableOf(companion?.entity ?? link?.target() ?? table.entity);
    reached.push({ table, column: primaryColumn(table) });
  }
  return [...reached, { table, column: columnOf(table, property) }];
}

/** The columns by which a companion is found. */
function companionColumns({ legacy }: Mapping, companion: Companion): ReachedColumn[] {
  const table = tableOf(companion.entity);
  const before = typeof companion.pick === 'object' ? [companion.pick.before] : [];
  const own = [companion.by, ...Object.keys(companion.where), ...before];
  const ofRecord = [...(companion.of === null ? [] : [companion.of]), ...before];
  return [
    { table, column: primaryColumn(table) },
    ...own.flatMap((path) => columnsOnPath(table, {}, path)),
    ...ofRecord.flatMap((path) => columnsOnPath(legacy.table, legacy.companions, path)),
  ];
}

/** The legacy columns that comparing a mapping reads, those of its own table first. */
export function legacyColumns(mapping: Mapping): ReachedColumn[] {
  const { table, companions, population } = mapping.legacy;
  const paths = [...readsOf(mapping), ...Object.keys(population)];
  return distinct([
    ...table.columns.map((column) => ({ table, column })),
    ...Object.values(companions).flatMap((companion) => companionColumns(mapping, companion)),
    ...paths.flatMap((path) => columnsOnPath(table, companions, path)),
  ]);
}

/** The new columns that comparing a mapping reads: its own, and those by which its parents are known. */
export function newColumns(mapping: Mapping): ReachedColumn[] {
  const { table } = mapping.new;
  const parents = parentsOf(mapping).flatMap((parent) => {
    const known = [...parent.new.naturalKey, ...Object.keys(parent.new.where)];
    const columns = [
      primaryColumn(parent.new.table),
      keyColumnOf(parent),
      ...known.map((name) => columnOf(parent.new.table, name)),
    ];
    return columns.map((column) => ({ table: parent.new.table, column }));
  });
  const tested = [...referencesOf(mapping), ...mapping.requirements].flatMap(({ rule: { reference } }) => {
    const parent = reference?.mapping().new.table;
    const names = Object.keys(reference?.eligible?.where ?? {});
    return parent === undefined ? [] : names.map((name) => ({ table: parent, column: columnOf(parent, name) }));
  });
  return distinct([...table.columns.map((column) => ({ table, column })), ...parents, ...tested]);
}

function distinct(reached: readonly ReachedColumn[]): ReachedColumn[] {
  return [...new Map(reached.map((one) => [`${one.table.name}.${one.column.name}`, one])).values()];
}

/** The names of the tables that a mapping needs on both sides. */
export const tableNames = (columns: readonly ReachedColumn[]): string[] => [
  ...new Set(columns.map(({ table }) => table.name)),
];
