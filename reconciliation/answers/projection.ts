import type { Column } from '../../entities/table';
import { fieldOf, type MappedField, type Mapping } from '../mapping';

/** The properties of the legacy row that paths, conditions and companions start from. */
function startsOf(mapping: Mapping, reads: readonly string[]): Set<string> {
  const { table, companions, population } = mapping.legacy;
  const paths = [
    ...reads,
    ...Object.keys(population),
    ...Object.values(companions).flatMap(({ of, pick }) =>
      [of ?? [], typeof pick === 'string' ? [] : pick.before].flat(),
    ),
  ];
  return new Set(
    paths.map((path) => {
      const [first = ''] = path.split('.');
      return table.parents.find((parent) => parent.property === first)?.column ?? first;
    }),
  );
}

/**
 * The mapping with nothing but some of its fields and what finds the counterpart: whole tables can be gone through in a
 * few columns. Its scope stays, because it decides which records count.
 */
export function project(mapping: Mapping, wanted: readonly MappedField[] = []): Mapping {
  const keys = mapping.new.naturalKey.map((property) => fieldOf(mapping, property));
  const fields = [...new Set([...keys, ...wanted])];
  const { table, scope } = mapping.legacy;
  const starts = startsOf(mapping, [...fields.flatMap((field) => field.rule.reads), ...(scope?.reads ?? [])]);
  const own = new Set([
    mapping.new.keyColumn,
    ...fields.map((field) => field.property),
    ...Object.keys(mapping.new.where),
  ]);
  const isKept = (kept: ReadonlySet<string | null>) => (column: Column) => column.primary || kept.has(column.property);
  return {
    ...mapping,
    fields,
    requirements: [],
    legacy: { ...mapping.legacy, table: { ...table, columns: table.columns.filter(isKept(starts)) } },
    new: {
      ...mapping.new,
      table: { ...mapping.new.table, columns: mapping.new.table.columns.filter(isKept(own)) },
    },
  };
}
