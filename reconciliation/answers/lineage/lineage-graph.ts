import type { Pair } from '../../comparing/pair';
import type { Mapping } from '../../mapping';
import type { Hop } from '../../tracing/cause';
import { hopOf } from '../../tracing/hop';
import { isNameQuotable } from '../sensitivity';

/** A record of a lineage. */
export interface LineageNode {
  /** Its name within the answer. */
  readonly id: string;
  readonly hop: Hop;
  /** Generations below the record that was asked for; negative for its ancestors. */
  readonly distance: number;
}

/** One record names another as its parent. */
export interface LineageEdge {
  readonly from: string;
  readonly to: string;
  readonly field: string;
}

const MOST_NODES = 500;

export const nodeId = (mapping: Mapping, key: string): string => `${mapping.name}/${key}`;
export const idOf = (pair: Pair): string => nodeId(pair.mapping, pair.legacyId ?? pair.rows[0]?.id ?? '');

/** The records and references found so far. It never grows beyond what an answer may hold, and says when it would have. */
export class LineageGraph {
  private readonly nodes = new Map<string, LineageNode>();
  private readonly edges = new Map<string, LineageEdge>();
  private readonly reasons = new Set<string>();

  /** False: it is there already, or there is no room for it. */
  add(pair: Pair, distance: number): boolean {
    return this.put({ id: idOf(pair), hop: hopOf(pair), distance });
  }

  /** A parent that is named and that neither side has. Answers its name within the graph. */
  addAbsent(mapping: Mapping, key: string, distance: number): string {
    const isKnownById = mapping.new.keyColumn !== null;
    const isShown = isKnownById || isNameQuotable(mapping);
    const id = nodeId(mapping, isShown ? key : `absent ${this.nodes.size}`);
    const hop: Hop = {
      mapping,
      table: mapping.legacy.table.name,
      legacyId: isKnownById ? key : null,
      newId: null,
      state: isKnownById || !isShown ? 'on neither side' : `${key}: on neither side`,
      verdict: null,
    };
    this.put({ id, hop, distance });
    return id;
  }

  /** Only between records that are both in the answer. */
  connect(from: string, to: string, field: string): void {
    if (this.nodes.has(from) && this.nodes.has(to)) this.edges.set(`${from}>${to}>${field}`, { from, to, field });
  }

  get room(): number {
    return MOST_NODES - this.nodes.size;
  }

  cut(because: string): void {
    this.reasons.add(because);
  }

  /** There was no room for a record. */
  fill(): void {
    this.cut(`there are more than ${MOST_NODES} records`);
  }

  finish(): { nodes: LineageNode[]; edges: LineageEdge[]; truncated: string[] } {
    const nodes = [...this.nodes.values()].sort((one, other) => one.distance - other.distance);
    return { nodes, edges: [...this.edges.values()], truncated: [...this.reasons] };
  }

  private put(node: LineageNode): boolean {
    if (this.nodes.has(node.id)) return false;
    if (this.room === 0) {
      this.fill();
      return false;
    }
    this.nodes.set(node.id, node);
    return true;
  }
}
