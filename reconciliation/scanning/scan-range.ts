import { ahead } from '../comparing/ahead';
import type { Mapping } from '../mapping';
import type { RowSources, TextRows } from '../reading/database';
import type { SettledBlock } from './blocks';
import { Judge } from './judge';
import type { KeyRange } from './key-range';
import { type Arrivals, Merge } from './merge';
import type { Texts } from './readable';
import { scanPlanOf } from './scan-plan';
import { legacyQuery, newQuery } from './scan-query';

/** What a scan of a range is certain of, and what has to be looked at closer. */
export interface Scanned {
  readonly blocks: readonly SettledBlock[];
  readonly matched: number;
  readonly excluded: number;
  /** Legacy keys, in their order. */
  readonly doubtful: readonly string[];
}

/** The rows of one side as they arrive. */
class Side implements Arrivals {
  isOver = false;
  private rows: TextRows = [];
  private place = 0;
  private readonly batches: AsyncGenerator<TextRows>;

  constructor(batches: AsyncGenerator<TextRows>) {
    this.batches = ahead(batches);
  }

  get row(): Texts | undefined {
    return this.rows[this.place];
  }

  advance(): void {
    this.place += 1;
  }

  /** Waits for more where all was looked at; answers how many rows arrived. */
  async fill(): Promise<number> {
    if (this.isOver || this.place < this.rows.length) return 0;
    const next = await this.batches.next();
    this.isOver = next.done === true;
    this.rows = next.done === true ? [] : next.value;
    this.place = 0;
    return this.rows.length;
  }

  async close(): Promise<void> {
    await this.batches.return(undefined);
  }
}

/** Records after which whoever limits the work is asked again. */
const STRIDE = 10_000;

/**
 * Reads both sides of a range in the order of their keys and at the same time, and tells apart what is certain. The
 * comparator is asked about everything else: a scan may cost a look too many, and never hides a difference.
 */
export async function scanRange(
  sources: RowSources,
  mapping: Mapping,
  range: KeyRange,
  decided: ReadonlySet<string>,
  beforeBatch: (records: number) => Promise<void>,
): Promise<Scanned> {
  const plan = scanPlanOf(mapping);
  const merge = new Merge(new Judge(plan), decided);
  const legacy = new Side(sources.legacy.stream(legacyQuery(sources.legacy.dialect, plan, range)));
  const current = new Side(sources.new.stream(newQuery(plan, range)));
  try {
    let arrived = 0;
    while (!legacy.isOver || !current.isOver) {
      const [records] = await Promise.all([legacy.fill(), current.fill()]);
      arrived += records;
      if (arrived >= STRIDE) {
        await beforeBatch(arrived);
        arrived = 0;
      }
      merge.run(legacy, current);
    }
    if (arrived > 0) await beforeBatch(arrived);
  } finally {
    await Promise.all([legacy.close(), current.close()]);
  }
  const { blocks, matched, excluded, doubtful } = merge;
  return { blocks, matched, excluded, doubtful };
}
