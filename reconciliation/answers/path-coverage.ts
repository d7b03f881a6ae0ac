import type { MappedField, Mapping } from '../mapping';
import type { Sides } from '../reading/database';
import { countArrivals, type Target } from './arrivals';
import { type Route, routesOf } from './route';
import { countSurvivors, type Survivors } from './survivors';
import { fieldAmong } from './unanswerable';

/** How many records of the mapping get as far as one table on the way to their parent. */
export interface CoveredHop extends Survivors {
  /** The mapping that migrates the table's records; null: there is none. */
  readonly mapping: Mapping | null;
  /** Null: no mapping covers the table. */
  readonly migrated: number | null;
  /** At the parent, where something is asked of it; null elsewhere. */
  readonly eligible: number | null;
}

/** One legacy path to the parent, from the mapping's own records on. */
export interface CoveredPath {
  readonly path: string;
  readonly parent: Mapping;
  readonly hops: readonly CoveredHop[];
}

/** Where the records of a mapping are lost on the way to a parent. */
export interface PathCoverage {
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly paths: readonly CoveredPath[];
}

/** The mapping whose records a table's rows are, found by their own ids. */
function mappingOf(mappings: readonly Mapping[], { table }: Survivors): Mapping | null {
  const isOf = ({ legacy, new: { keyColumn } }: Mapping): boolean =>
    legacy.table.name === table.name && keyColumn !== null;
  return mappings.find(isOf) ?? null;
}

function targetsOf(mappings: readonly Mapping[], route: Route, survivors: readonly Survivors[]): (Target | null)[] {
  return survivors.map((hop, place) => {
    const isParent = place === survivors.length - 1;
    const eligible = isParent ? (route.field.rule.reference?.eligible ?? null) : null;
    const mapping = isParent ? route.parent : place === 0 ? route.mapping : mappingOf(mappings, hop);
    return mapping === null ? null : { mapping, place, eligible };
  });
}

async function coverPath(sides: Sides, mappings: readonly Mapping[], route: Route): Promise<CoveredPath> {
  const survivors = await countSurvivors(sides.legacy, route);
  const targets = targetsOf(mappings, route, survivors);
  const hops: CoveredHop[] = [];
  for (const [place, hop] of survivors.entries()) {
    const target = targets[place] ?? null;
    const arrivals = target === null ? null : await countArrivals(sides, route, target);
    const isTested = target !== null && target.eligible !== null;
    hops.push({
      ...hop,
      mapping: target?.mapping ?? null,
      migrated: arrivals?.migrated ?? null,
      eligible: isTested ? (arrivals?.eligible ?? null) : null,
    });
  }
  return { path: route.path, parent: route.parent, hops };
}

/** Counts the records of a mapping at every hop to the parent that a field names or a requirement asks for. */
export async function coverPaths(
  sides: Sides,
  mappings: readonly Mapping[],
  mapping: Mapping,
  name: string,
): Promise<PathCoverage> {
  const leads = [...mapping.fields, ...mapping.requirements].filter((field) => routesOf(mapping, field).length > 0);
  const field = fieldAmong(leads, name, 'one that follows a legacy path to a parent');
  const paths: CoveredPath[] = [];
  for (const route of routesOf(mapping, field)) paths.push(await coverPath(sides, mappings, route));
  return { mapping, field, paths };
}
