import { type Pair, recordKey } from './comparing/pair';
import { PairLoader } from './comparing/pair-loader';
import { Tally } from './comparing/tally';
import type { Verdict } from './comparing/verdict';
import { judge } from './ledger/judge';
import { ask } from './ledger/ledger';
import { LedgerMemory } from './ledger/memory';
import { finishComparison } from './ledger/ranges';
import { forgetUnfound, record } from './ledger/recorder';
import type { Mapping } from './mapping';
import { type Bulk, type OnPage, RangeComparison } from './range-comparison';
import type { Database, Sides } from './reading/database';
import { SchemaMismatch } from './reading/schema-mismatch';
import type { Hold } from './runs/hold';
import type { KeyRange } from './scanning/key-range';
import { planRanges } from './scanning/plan-ranges';
import { canScan } from './scanning/scan-plan';
import { Tracer } from './tracing/tracer';
import { inTransaction } from './writing/transaction';

/** What the comparison of a whole mapping met. */
export interface ComparisonSummary {
  readonly mapping: string;
  readonly compared: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Records that changed while they were looked at, left for the next comparison. */
  readonly moving: number;
}

/** Nobody but the caller holds the work. */
const NO_RUN: Hold = {
  runId: '',
  beforeBatch: () => Promise.resolve(),
  checkpoint: () => Promise.resolve(),
};

/** Compares records and mappings, finds the causes and remembers both in the ledger. */
export class Comparison {
  readonly loader: PairLoader;
  readonly tracer: Tracer;

  constructor(
    private readonly sides: Sides,
    mappings: readonly Mapping[],
    private readonly bulk: Bulk,
  ) {
    this.loader = new PairLoader(sides, new LedgerMemory(sides.new));
    this.tracer = new Tracer(this.loader, mappings);
  }

  /** Compares a whole mapping and brings the ledger up to date with it; `onProgress` learns how many pairs are done. */
  async compareMapping(
    mapping: Mapping,
    onProgress: (compared: number) => void = () => undefined,
  ): Promise<ComparisonSummary> {
    try {
      const { compared, verdicts, moving } = await this.compareAll(mapping, onProgress);
      return { mapping: mapping.name, compared, verdicts, moving };
    } catch (error) {
      throw error instanceof SchemaMismatch ? error.of(mapping.name) : error;
    }
  }

  /** Compares the records of a range for a run, and the rows that claim them where the mapping can be scanned. */
  async compareRange(mapping: Mapping, range: KeyRange, hold: Hold): Promise<void> {
    await this.over(mapping, hold).compareRange(range);
  }

  /** Compares the rows that claim no legacy record there is, for a run over a mapping that cannot be scanned. */
  async compareExtras(mapping: Mapping, hold: Hold): Promise<void> {
    await this.over(mapping, hold).compareExtras();
  }

  /** Compares single records for a run. `areNamed`: somebody asked for these, and one that is not there is a failure. */
  async compareKeys(mapping: Mapping, legacyIds: readonly string[], hold: Hold, areNamed = false): Promise<void> {
    await this.over(mapping, hold).compareKeys(legacyIds, areNamed);
  }

  /** Ends the comparison of all parts of a mapping, which began at a moment and left so many records moving. */
  async finish(transaction: Database, mapping: Mapping, startedAt: string, moving: number): Promise<void> {
    await finishComparison(transaction, mapping, canScan(mapping), startedAt, moving);
  }

  /** Compares single records again and remembers how they stand; what neither side has any more is forgotten. */
  async refresh(mapping: Mapping, legacyIds: readonly string[]): Promise<Pair[]> {
    const pairs = await this.loader.listByLegacyIds(mapping, legacyIds);
    const judged = await judge(this.tracer, pairs);
    await inTransaction(this.bulk.source, async (transaction) => {
      await record(transaction, mapping, judged);
      await forgetUnfound(transaction, mapping, legacyIds, new Set(pairs.map(recordKey)));
    });
    return pairs;
  }

  private over(mapping: Mapping, hold: Hold, onPage?: OnPage): RangeComparison {
    return new RangeComparison(this.loader, this.tracer, this.bulk, mapping, hold, onPage);
  }

  private async compareAll(mapping: Mapping, onProgress: (compared: number) => void): Promise<Tally> {
    const [clock] = await ask<{ now: string }>(this.sides.new, 'SELECT clock_timestamp()::text AS now');
    const all = new Tally();
    const onPage = (part: Tally): void => onProgress(all.compared + part.compared);
    for (const range of await planRanges(this.sides.legacy, mapping))
      all.addAll(await this.over(mapping, NO_RUN, onPage).compareRange(range));
    if (!canScan(mapping)) all.addAll(await this.over(mapping, NO_RUN, onPage).compareExtras());
    await inTransaction(this.bulk.source, (transaction) =>
      this.finish(transaction, mapping, clock?.now ?? '', all.moving),
    );
    return all;
  }
}
