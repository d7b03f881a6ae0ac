import { scopeOf } from '../../comparing/expectation';
import type { MappedField, Mapping } from '../../mapping';
import type { Sides } from '../../reading/database';
import { LegacyReader, type LegacyRecord } from '../../reading/legacy-reader';
import { legacyPages } from '../paired-pages';
import { project } from '../projection';
import { isSecret } from '../sensitivity';
import { fieldAmong } from '../unanswerable';
import { type CoveredHop, countedHops } from './counted-hop';
import { isTaken, pathsOf, type Route, routesOf } from './route';

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
  /** Records that the scope leaves out; they are in no count of a path. */
  readonly excluded: number;
  /** Records of which nobody can say whether they are in scope; they are in no count of a path either. */
  readonly unreadable: number;
}

/** The mapping in the few columns that its scope and these routes read. */
function projectRoutes(mapping: Mapping, field: MappedField, routes: readonly Route[]): Mapping {
  const reads = [...new Set([...field.rule.reads, ...routes.flatMap(pathsOf)])];
  return project(mapping, [{ ...field, rule: { ...field.rule, reads } }]);
}

/** Follows the records of a mapping, page by page, to the parent that a field names or a requirement asks for. */
export async function coverPaths(
  sides: Sides,
  mappings: readonly Mapping[],
  mapping: Mapping,
  name: string,
): Promise<PathCoverage> {
  const leads = [...mapping.fields, ...mapping.requirements].filter(
    (candidate) => routesOf(mapping, candidate).length > 0 && !isSecret(mapping, candidate),
  );
  const field = fieldAmong(leads, name, 'one that follows a legacy path to a parent');
  const routes = routesOf(mapping, field);
  const walks = routes.map((route) => ({ route, hops: countedHops(sides, mappings, route) }));
  const projected = projectRoutes(mapping, field, routes);
  const left = { excluded: 0, unreadable: 0 };
  for await (const page of legacyPages(new LegacyReader(sides.legacy), projected)) {
    const records = page.filter((record) => {
      const scope = scopeOf(projected, record);
      if (scope === 'OUT') left.excluded += 1;
      if (scope === 'UNREADABLE') left.unreadable += 1;
      return scope === 'IN';
    });
    for (const { route, hops } of walks) {
      const taking = records.filter((record) => isTaken(route, record));
      let survivors: ReadonlySet<LegacyRecord> = new Set(taking);
      for (const hop of hops) survivors = await hop.count(taking, survivors);
    }
  }
  const paths = walks.map(({ route: { path, parent }, hops }) => ({ path, parent, hops: hops.map(({ hop }) => hop) }));
  return { mapping, field, paths, ...left };
}
