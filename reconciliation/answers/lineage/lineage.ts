import type { ComparedField, Pair } from '../../comparing/pair';
import type { PairLoader } from '../../comparing/pair-loader';
import type { Mapping } from '../../mapping';
import { type ChildReference, childReferences, listChildren } from '../../tracing/children';
import { idOf, type LineageEdge, LineageGraph, type LineageNode, nodeId } from './lineage-graph';

/** What a record descends from and what descends from it, by reference. */
export interface Lineage {
  /** Ancestors first. */
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Why something is left out; empty: nothing is. */
  readonly truncated: readonly string[];
}

export interface LineageBounds {
  /** Generations of ancestors and of descendants at most. */
  readonly up: number;
  readonly down: number;
  /** Descendants of each record by each reference at most. */
  readonly first: number;
}

/** A parent as a record names it. */
interface NamedParent {
  readonly mapping: Mapping;
  readonly key: string;
  readonly field: string;
}

/** A reference of a pair: what the legacy side names, in fields and requirements alike. */
const referencesOf = (pair: Pair): ComparedField[] => [...pair.fields, ...pair.requirements];

function parentsOf(pair: Pair): NamedParent[] {
  return referencesOf(pair).flatMap(({ field, expectedMeaning }) => {
    const mapping = field.rule.reference?.mapping();
    return mapping === undefined || expectedMeaning === null
      ? []
      : [{ mapping, key: expectedMeaning, field: field.property }];
  });
}

/** The key by which others name a record; null: they cannot. */
function nameOf(pair: Pair): string | null {
  const { keyColumn, naturalKey } = pair.mapping.new;
  if (keyColumn !== null) return pair.legacyId;
  const found = pair.fields.find(({ field }) => field.property === naturalKey[0]);
  return found?.expectedMeaning ?? found?.expected ?? null;
}

function groupByMapping<Item extends { readonly mapping: Mapping }>(items: readonly Item[]): Map<Mapping, Item[]> {
  const groups = new Map<Mapping, Item[]>();
  for (const item of items) groups.set(item.mapping, [...(groups.get(item.mapping) ?? []), item]);
  return groups;
}

/** Walks from one record, a generation at a time, with one batch for each mapping of a generation. */
class Walk {
  private readonly graph = new LineageGraph();
  private readonly pairs: Pair[] = [];
  /** Which records the graph knows by the names that others have for them. */
  private readonly byName = new Map<string, string>();

  constructor(
    private readonly loader: PairLoader,
    private readonly mappings: readonly Mapping[],
    private readonly bounds: LineageBounds,
  ) {}

  async from(mapping: Mapping, legacyId: string): Promise<Lineage> {
    const [root] = await this.loader.listByLegacyIds(mapping, [legacyId]);
    if (root === undefined) {
      this.graph.addAbsent(mapping, legacyId, 0);
      return this.graph.finish();
    }
    this.include(root, 0);
    await this.climb(root);
    await this.descend(root);
    for (const pair of this.pairs) {
      for (const parent of parentsOf(pair)) this.graph.connect(idOf(pair), this.idOf(parent), parent.field);
    }
    return this.graph.finish();
  }

  private async climb(root: Pair): Promise<void> {
    let level = [root];
    for (let distance = 1; distance <= this.bounds.up && level.length > 0; distance += 1) {
      const next: Pair[] = [];
      for (const [mapping, parents] of groupByMapping(this.unknownParents(level))) {
        const keys = [...new Set(parents.map(({ key }) => key))];
        next.push(...(await this.load(mapping, keys)).filter((pair) => this.include(pair, -distance)));
        for (const key of keys) this.includeAbsent(mapping, key, -distance);
      }
      level = next;
    }
    if (this.unknownParents(level).length > 0)
      this.graph.cut(`there are ancestors more than ${this.bounds.up} generations up`);
  }

  private async descend(root: Pair): Promise<void> {
    let level = [root];
    for (let distance = 1; distance <= this.bounds.down && level.length > 0; distance += 1) {
      const parents = new Set(level.map(idOf));
      const next: Pair[] = [];
      for (const [mapping, ids] of await this.listDescendants(level)) {
        const listed = await this.loader.listByLegacyIds(mapping, [...ids]);
        // Of several paths the first that is set counts, so not every record that was listed is a child.
        const children = listed.filter((pair) => parentsOf(pair).some((parent) => parents.has(this.idOf(parent))));
        next.push(...children.filter((pair) => this.include(pair, distance)));
      }
      level = next;
    }
  }

  private unknownParents(level: readonly Pair[]): NamedParent[] {
    return level.flatMap(parentsOf).filter(({ mapping, key }) => !this.byName.has(nodeId(mapping, key)));
  }

  /** The node that a name leads to; '' where it leads to none. */
  private idOf({ mapping, key }: NamedParent): string {
    return this.byName.get(nodeId(mapping, key)) ?? '';
  }

  /** The legacy ids of the first records that name one of these, by mapping. */
  private async listDescendants(level: readonly Pair[]): Promise<Map<Mapping, Set<string>>> {
    const found = new Map<Mapping, Set<string>>();
    let room = this.graph.room;
    for (const [mapping, pairs] of groupByMapping(level)) {
      const keys = pairs.flatMap((pair) => nameOf(pair) ?? []);
      for (const reference of keys.length === 0 ? [] : childReferences(this.mappings, mapping)) {
        const ids = found.get(reference.mapping) ?? new Set();
        found.set(reference.mapping, ids);
        for (const id of await this.listFirst(reference, keys)) {
          const isKnown = ids.has(id) || this.byName.has(nodeId(reference.mapping, id));
          if (!isKnown && room === 0) {
            this.graph.fill();
            return found;
          }
          if (!isKnown) room -= 1;
          ids.add(id);
        }
      }
    }
    return found;
  }

  private async listFirst(reference: ChildReference, keys: readonly string[]): Promise<string[]> {
    const { first } = this.bounds;
    const [children] = await listChildren(this.loader.sides.legacy, [{ reference, keys }], first + 1);
    const lists = [...(children?.values() ?? [])];
    if (lists.some((list) => list.length > first))
      this.graph.cut(`only the first ${first} of ${reference.mapping.name} by ${reference.field.property} are shown`);
    return lists.flatMap((list) => list.slice(0, first));
  }

  private async load(mapping: Mapping, keys: readonly string[]): Promise<Pair[]> {
    if (mapping.new.keyColumn !== null) return this.loader.listByLegacyIds(mapping, keys);
    const claims = keys.map((key) => ({ claim: [key] }));
    return this.loader.compareRecords(mapping, await this.loader.listClaimed(mapping, claims));
  }

  private include(pair: Pair, distance: number): boolean {
    const isAdded = this.graph.add(pair, distance);
    if (isAdded) this.pairs.push(pair);
    const name = nameOf(pair);
    if (name !== null) this.byName.set(nodeId(pair.mapping, name), idOf(pair));
    return isAdded;
  }

  private includeAbsent(mapping: Mapping, key: string, distance: number): void {
    const name = nodeId(mapping, key);
    if (this.byName.has(name)) return;
    this.byName.set(name, this.graph.addAbsent(mapping, key, distance));
  }
}

/** Draws what a legacy record descends from and what descends from it, each record compared now. */
export function drawLineage(
  loader: PairLoader,
  mappings: readonly Mapping[],
  { mapping, legacyId, ...bounds }: LineageBounds & { mapping: Mapping; legacyId: string },
): Promise<Lineage> {
  return new Walk(loader, mappings, bounds).from(mapping, legacyId);
}
