import { type Mapping, parentsOf } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import { CauseCode } from '../../reconciliation/tracing/cause';
import { childReferences } from '../../reconciliation/tracing/children';

/** A list without a length of its own holds parts of one record: its causes, remedies, hops. Few of them are longer. */
const USUAL_LENGTH = 5;

const most = (count: (mapping: Mapping) => number): number => Math.max(1, ...mappings.map(count));

const FIELDS = most(({ fields }) => fields.length);
const PARENTS = most((mapping) => parentsOf(mapping).length);
/** Some refer to it in several ways. */
const CHILDREN = most((mapping) => childReferences(mappings, mapping).length);
const SYSTEM = most(({ system }) => mappings.filter((mapping) => mapping.system === system).length);

/** The lists that are longer, as long as they are for the mapping with most; what mappings name each other by can be walked in circles. */
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ['Query.mappings', mappings.length],
  ['Query.systems', new Set(mappings.map(({ system }) => system)).size],
  ['System.mappings', SYSTEM],
  // A root field for each mapping, and fewer than a hundred beside them.
  ['Viewer.mayUse', mappings.length + 100],
  ['Mapping.parents', PARENTS],
  ['Mapping.children', CHILDREN],
  ['Mapping.rules', FIELDS],
  ['Mapping.columns', FIELDS + most(({ legacy }) => legacy.table.columns.length)],
  ['Pair.fields', FIELDS],
  ['Pair.parents', PARENTS],
  ['Pair.children', CHILDREN],
  ['Query.openByCause', mappings.length * Object.keys(CauseCode).length],
  ['DiscrepancyFacets.mappings', mappings.length],
  ['DiscrepancyFacets.verdicts', 8],
  ['DiscrepancyFacets.states', 3],
  ['DiscrepancyFacets.fields', 100],
  ['Query.integrityChecks', mappings.length * PARENTS],
  ['MigrationReport.integrity', mappings.length * PARENTS],
  ['MigrationReport.lines', mappings.length],
  ['MigrationReport.ranking', mappings.length],
  ['Lineage.nodes', 500],
  ['Lineage.edges', 500],
  ['CodeMap.entries', 200],
  ['ParentSpread.parents', 20],
  ['Query.savedViews', 200],
  ['Run.legacyIds', 10_000],
  ['Query.trend', 366],
]);

/** How many entries a list has that is asked for without `first`. */
export const lengthOf = (type: string, field: string): number =>
  LENGTHS.get(`${type.endsWith('Pair') ? 'Pair' : type}.${field}`) ?? USUAL_LENGTH;
