import { primaryColumn, type Table, tableOf } from '../../../entities/table';
import { cellAt } from '../../comparing/expectation';
import { type MappedField, type Mapping, PRESENT, variantsOf } from '../../mapping';
import type { LegacyRecord } from '../../reading/legacy-reader';

/** One legacy path from the records of a mapping to a parent. */
export interface Route {
  readonly mapping: Mapping;
  /** The reference, as it is for this kind of parent. */
  readonly field: MappedField;
  readonly parent: Mapping;
  readonly path: string;
  /** Paths that are asked first: this one is taken where they give nothing. */
  readonly earlier: readonly string[];
}

/** The ways on which a reference or a requirement may find its parent. */
export function routesOf(mapping: Mapping, field: MappedField): Route[] {
  return variantsOf(field).flatMap((variant) => {
    const { reference } = variant.rule;
    if (reference === undefined) return [];
    return reference.paths.map((path, index) => ({
      mapping,
      field: variant,
      parent: reference.mapping(),
      path,
      earlier: reference.paths.slice(0, index),
    }));
  });
}

/** A record that a route leads through. */
export interface Stop {
  readonly table: Table;
  /** The path whose value names it; null: nothing names it, it simply belongs to the record. */
  readonly named: string | null;
  /** The path of its own id; at the parent, of the key by which it is known. */
  readonly id: string;
}

/** The record itself and every record on the way, without the parent. */
function stopsBefore({ mapping, path }: Route): Stop[] {
  const { table, companions } = mapping.legacy;
  const id = primaryColumn(table).property;
  const stops: Stop[] = [{ table, named: id, id }];
  let place = { table, prefix: '' };
  for (const segment of path.split('.').slice(0, -1)) {
    const entry = place.prefix === '' ? companions[segment] : undefined;
    const link = place.table.parents.find((parent) => parent.property === segment);
    const next = entry?.entity ?? link?.target();
    if (next === undefined) throw new Error(`${place.table.name} has no parent ${segment}`);
    const named = entry === undefined ? `${place.prefix}${link?.column ?? ''}` : entry.of;
    place = { table: tableOf(next), prefix: `${place.prefix}${segment}.` };
    stops.push({ table: place.table, named, id: `${place.prefix}${primaryColumn(place.table).property}` });
  }
  return stops;
}

/** The record itself, every record on the way, and the parent. */
export function stopsOf(route: Route): Stop[] {
  const { table } = route.parent.legacy;
  const before = stopsBefore(route);
  const last = before.at(-1);
  // A path that ends in the id of a record on the way has met the parent there already.
  if (before.length > 1 && last?.id === route.path && last.table.name === table.name) return before;
  return [...before, { table, named: route.path, id: route.path }];
}

const conditionsOf = ({ field }: Route) => Object.entries(field.rule.reference?.where ?? {});

/** The paths by which it is told who takes the route and how far. */
export function pathsOf(route: Route): string[] {
  const stops = stopsOf(route).flatMap(({ named, id }) => (named === null ? [id] : [named, id]));
  return [...stops, ...route.earlier, ...conditionsOf(route).map(([path]) => path)];
}

/** Whether a record looks for its parent on this route. */
export function isTaken(route: Route, record: LegacyRecord): boolean {
  const isMet = conditionsOf(route).every(([path, text]) => {
    const cell = cellAt(record, path);
    return text === PRESENT ? cell !== null : [text].flat().some((wanted) => wanted === cell);
  });
  return isMet && route.earlier.every((path) => cellAt(record, path) === null);
}
