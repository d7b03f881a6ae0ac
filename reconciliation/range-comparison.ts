import type { DataSource } from 'typeorm';
import { extraPages, keyPages, legacyPages } from './comparing/compare-mapping';
import { type ComparedPage, lookAgain } from './comparing/look-again';
import { type Pair, recordKey } from './comparing/pair';
import type { PairLoader } from './comparing/pair-loader';
import { Tally } from './comparing/tally';
import { Verdict } from './comparing/verdict';
import { judge } from './ledger/judge';
import { LedgerMemory } from './ledger/memory';
import { forgetExtras, forgetRecords, settleRange, startRange } from './ledger/ranges';
import { forgetUnfound, record } from './ledger/recorder';
import type { Mapping } from './mapping';
import type { RowSources } from './reading/database';
import type { Hold } from './runs/hold';
import type { KeyRange } from './scanning/key-range';
import { canScan, scanPlanOf } from './scanning/scan-plan';
import { scanRange } from './scanning/scan-range';
import type { Tracer } from './tracing/tracer';
import { RefusalCode } from './writing/refusal';
import { inTransaction, type WriteTransaction } from './writing/transaction';

/** How much of it a comparison has done so far. */
export type OnPage = (page: Tally) => void;

/** Where whole mappings are read from, and where the ledger is. */
export interface Bulk {
  readonly rows: RowSources;
  readonly source: DataSource;
}

/** Compares parts of a mapping and brings the ledger up to date with them, page by page. */
export class RangeComparison {
  private readonly tally = new Tally();
  private readonly moving: Pair[] = [];

  constructor(
    private readonly loader: PairLoader,
    private readonly tracer: Tracer,
    private readonly bulk: Bulk,
    private readonly mapping: Mapping,
    private readonly hold: Hold,
    private readonly onPage: OnPage = () => undefined,
  ) {}

  /** The records of a range, and the rows that claim records of it where the two sides can be read side by side. */
  async compareRange(range: KeyRange): Promise<Tally> {
    const since = await inTransaction(this.bulk.source, (transaction) => startRange(transaction, this.mapping));
    if (canScan(this.mapping)) return this.scan(range, since);
    await this.lookThrough(legacyPages(this.loader, this.mapping, boundsOf(range)));
    return this.end((transaction) => forgetRecords(transaction, this.mapping, range, { since, moving: this.moving }));
  }

  /** The rows that claim a legacy record which does not exist, of a mapping whose ranges leave them out. */
  async compareExtras(): Promise<Tally> {
    const since = await inTransaction(this.bulk.source, (transaction) => startRange(transaction, this.mapping));
    await this.lookThrough(extraPages(this.loader, this.mapping));
    return this.end((transaction) => forgetExtras(transaction, this.mapping, { since, moving: this.moving }));
  }

  /**
   * Single records by their legacy ids. What neither side has any more is forgotten; where somebody named the ids, it is a
   * failure as well, because a record that is not there was not compared.
   */
  async compareKeys(keys: readonly string[], areNamed: boolean): Promise<Tally> {
    const met = new Set<string>();
    const ids = new Set<string | null>();
    const onPage = ({ pairs, moving }: ComparedPage): void => {
      for (const pair of [...pairs, ...moving]) {
        met.add(recordKey(pair));
        ids.add(pair.legacyId);
      }
    };
    await this.lookThrough(keyPages(this.loader, this.mapping, keys), onPage);
    const lost = areNamed ? keys.filter((key) => !ids.has(key)) : [];
    return this.end((transaction) => forgetUnfound(transaction, this.mapping, keys, met), lost);
  }

  private async scan(range: KeyRange, since: string): Promise<Tally> {
    const { mapping, hold } = this;
    const decided = await new LedgerMemory(this.loader.sides.new).listDecided(mapping, range);
    const scanned = await scanRange(this.bulk.rows, mapping, range, decided, (records) => hold.beforeBatch(records));
    this.tally.add(Verdict.MATCHED, scanned.matched);
    this.tally.add(Verdict.EXCLUDED, scanned.excluded);
    this.onPage(this.tally);
    await this.lookThrough(keyPages(this.loader, mapping, scanned.doubtful));
    const settled = { basis: scanPlanOf(mapping).basis, blocks: scanned.blocks };
    return this.end((transaction) => settleRange(transaction, mapping, range, settled, { since, moving: this.moving }));
  }

  /** Looks at every pair of these pages until it is sure of it, and remembers each page by itself. */
  private async lookThrough(
    pages: AsyncIterable<readonly Pair[]>,
    onPage: (page: ComparedPage) => void = () => undefined,
  ): Promise<void> {
    for await (const page of lookAgain(this.loader, this.mapping, this.held(pages))) {
      const judged = await judge(this.tracer, page.pairs);
      await inTransaction(this.bulk.source, async (transaction) => {
        await this.hold.checkpoint(transaction, {});
        await record(transaction, this.mapping, judged);
      });
      this.tally.addPage(page);
      this.moving.push(...page.moving);
      onPage(page);
      this.onPage(this.tally);
    }
  }

  private async *held(pages: AsyncIterable<readonly Pair[]>): AsyncGenerator<readonly Pair[]> {
    for await (const page of pages) {
      await this.hold.beforeBatch(page.length);
      yield page;
    }
  }

  /** The last transaction, in which what was counted counts: a part that is done again counts once. */
  private async end(
    work: (transaction: WriteTransaction) => Promise<void>,
    lost: readonly string[] = [],
  ): Promise<Tally> {
    const { rows = 0, ...verdicts } = this.tally.counts;
    const counts = { ...verdicts, rows: rows + lost.length, failed: lost.length };
    const failures = lost.map((legacyId) => ({
      legacyId,
      code: RefusalCode.NOT_FOUND,
      message: 'it is on neither side',
    }));
    await inTransaction(this.bulk.source, async (transaction) => {
      await this.hold.checkpoint(transaction, { counts, failures, isDone: true });
      await work(transaction);
    });
    return this.tally;
  }
}

/** A range as pages are bounded: after a key and up to one. */
function boundsOf({ from, before }: KeyRange): { after: string | null; upTo: string | null } {
  const previous = (key: string): string => (BigInt(key) - 1n).toString();
  return { after: from === null ? null : previous(from), upTo: before === null ? null : previous(before) };
}
