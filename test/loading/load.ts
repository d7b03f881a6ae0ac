import { OnFailure } from '../../entities/ledger/run';
import type { LoadOrder, LoadTools } from '../../reconciliation/loading/load-order';
import { loadRange } from '../../reconciliation/loading/load-range';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import type { Database } from '../../reconciliation/reading/database';
import type { Failed, Hold, Progress } from '../../reconciliation/runs/hold';
import { WriteTransaction } from '../../reconciliation/writing/transaction';
import { type Databases, openDatabases } from '../../src/databases';
import type { World } from '../support/world';

const LIMITS = { poolSize: 4, statementTimeout: 60_000 };

export const ALL = { from: null, before: null };

export const ORDER: LoadOrder = {
  actor: 'loader',
  reason: 'ticket 4711',
  dryRun: false,
  onFailure: OnFailure.CONTINUE,
  maxFailures: 100_000,
  rowsPerSecond: null,
};

export interface Opened {
  readonly databases: Databases;
  readonly tools: LoadTools;
}

/** The tools of bulk work over two databases. */
export async function openTools(urls: { legacyUrl: string; newUrl: string }): Promise<Opened> {
  const databases = await openDatabases({
    legacy: { ...LIMITS, url: urls.legacyUrl },
    new: { ...LIMITS, url: urls.newUrl },
  });
  const tools = { source: databases.new, sides: databases.sides, rows: databases.rows, mappings };
  return { databases, tools };
}

export const toolsOf = ({ service, rowSources }: World): LoadTools => ({
  source: service.newSource,
  sides: service.sides,
  rows: rowSources,
  mappings,
});

/** A hold that keeps what it is told, in memory and only of what was committed as far as its caller looks. */
export class PlainHold implements Hold {
  readonly kept: Progress[] = [];
  batches = 0;

  constructor(
    readonly runId: string,
    /** Called before each batch, with how many came before it. */
    private readonly before: (batches: number) => Promise<void> = () => Promise.resolve(),
  ) {}

  async beforeBatch(): Promise<void> {
    await this.before(this.batches);
    this.batches += 1;
  }

  async checkpoint(transaction: Database, progress: Progress): Promise<void> {
    await transaction.query('SELECT 1 FROM counterpart.run WHERE id = $1::uuid FOR SHARE', [this.runId]);
    this.kept.push(progress);
  }

  /** The sums of what was counted. */
  get counts(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { counts = {} } of this.kept)
      for (const [what, records] of Object.entries(counts)) sums[what] = (sums[what] ?? 0) + records;
    return sums;
  }

  get failures(): Failed[] {
    return this.kept.flatMap(({ failures = [] }) => [...failures]);
  }

  get doneUpTo(): string | null {
    return this.kept.findLast((progress) => progress.doneUpTo !== undefined)?.doneUpTo ?? null;
  }
}

/** A run for the ledger to refer to. */
export async function createRun(database: Database, mapping: Mapping): Promise<string> {
  await database.query("UPDATE counterpart.run SET state = 'SUCCEEDED'");
  const [run] = await database.query<{ id: string }>(
    `INSERT INTO counterpart.run
       (kind, mapping, state, incremental, with_parents, dry_run, on_failure, max_failures, requested_by, reason)
     VALUES ('MIGRATE', $1, 'RUNNING', false, false, false, 'CONTINUE', 1000, 'loader', 'ticket 4711') RETURNING id`,
    [mapping.name],
  );
  return run?.id ?? '';
}

/** Loads a whole mapping in a run of its own. */
export async function loadAll(
  tools: LoadTools,
  mapping: Mapping,
  order: Partial<LoadOrder> = {},
  before?: (batches: number) => Promise<void>,
): Promise<PlainHold> {
  const hold = new PlainHold(await createRun(tools.sides.new, mapping), before);
  await loadRange(tools, mapping, ALL, { ...ORDER, ...order }, hold);
  return hold;
}

/**
 * Does something at the begin of each transaction that bulk work writes in, with how many came before it: what is
 * written was prepared by then. `stop` answers how many there were.
 */
export function beforeEachWrite(meanwhile: (count: number) => Promise<void>): { stop(): number } {
  const begin = WriteTransaction.begin.bind(WriteTransaction);
  let count = 0;
  let isBusy = false;
  const spy = jest.spyOn(WriteTransaction, 'begin').mockImplementation(async (source) => {
    // What is done meanwhile may write by itself.
    if (!isBusy) {
      isBusy = true;
      await meanwhile(count);
      isBusy = false;
      count += 1;
    }
    return begin(source);
  });
  return {
    stop: () => {
      spy.mockRestore();
      return count;
    },
  };
}
