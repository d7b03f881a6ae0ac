import { ahead } from './comparing/ahead';
import { compareMapping } from './comparing/compare-mapping';
import { type Pair, recordKey } from './comparing/pair';
import { PairLoader } from './comparing/pair-loader';
import { isDiscrepancy, type Verdict } from './comparing/verdict';
import { ask } from './ledger/ledger';
import { LedgerMemory } from './ledger/memory';
import { finishComparison, forget, type Judged, record } from './ledger/recorder';
import type { Mapping } from './mapping';
import type { Sides } from './reading/database';
import { SchemaMismatch } from './reading/schema-mismatch';
import { Tracer } from './tracing/tracer';

/** What the comparison of a whole mapping met. */
export interface ComparisonSummary {
  readonly mapping: string;
  readonly compared: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Records that changed while they were looked at, left for the next comparison. */
  readonly moving: number;
}

/** Compares records and mappings, finds the causes and remembers both in the ledger. */
export class Comparison {
  readonly loader: PairLoader;
  readonly tracer: Tracer;

  constructor(
    private readonly sides: Sides,
    mappings: readonly Mapping[],
  ) {
    this.loader = new PairLoader(sides, new LedgerMemory(sides.new));
    this.tracer = new Tracer(this.loader, mappings);
  }

  /** Compares a whole mapping and brings the ledger up to date with it. */
  async compareMapping(mapping: Mapping, onProgress?: (compared: number) => void): Promise<ComparisonSummary> {
    try {
      return await this.comparePages(mapping, onProgress);
    } catch (error) {
      throw error instanceof SchemaMismatch ? error.of(mapping.name) : error;
    }
  }

  /** Compares single records again and remembers how they stand; what neither side has any more is forgotten. */
  async refresh(mapping: Mapping, legacyIds: readonly string[]): Promise<Pair[]> {
    const pairs = await this.loader.listByLegacyIds(mapping, legacyIds);
    await record(this.sides.new, mapping, await this.judge(pairs));
    const present = new Set(pairs.map((pair) => pair.legacyId));
    await forget(
      this.sides.new,
      mapping,
      legacyIds.filter((id) => !present.has(id)),
    );
    return pairs;
  }

  private async comparePages(
    mapping: Mapping,
    onProgress: (compared: number) => void = () => undefined,
  ): Promise<ComparisonSummary> {
    const [clock] = await ask<{ now: string }>(this.sides.new, 'SELECT clock_timestamp()::text AS now');
    const verdicts: Partial<Record<Verdict, number>> = {};
    const moving: string[] = [];
    let compared = 0;
    for await (const page of ahead(compareMapping(this.loader, mapping))) {
      await record(this.sides.new, mapping, await this.judge(page.pairs));
      moving.push(...page.moving.map(recordKey));
      for (const pair of page.pairs) verdicts[pair.verdict] = (verdicts[pair.verdict] ?? 0) + 1;
      compared += page.pairs.length;
      onProgress(compared);
    }
    await finishComparison(this.sides.new, mapping, clock?.now ?? '', moving);
    return { mapping: mapping.name, compared, verdicts, moving: moving.length };
  }

  private async judge(pairs: readonly Pair[]): Promise<Judged[]> {
    const doubtful = pairs.filter((pair) => isDiscrepancy(pair.verdict));
    const causes = await this.tracer.trace(doubtful);
    const byPair = new Map(doubtful.map((pair, index) => [pair, causes[index] ?? []]));
    return pairs.map((pair) => ({ pair, causes: byPair.get(pair) ?? [] }));
  }
}
