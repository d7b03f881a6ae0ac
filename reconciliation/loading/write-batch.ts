import type { Pair } from '../comparing/pair';
import { PairLoader } from '../comparing/pair-loader';
import { Verdict } from '../comparing/verdict';
import { judge } from '../ledger/judge';
import { LedgerMemory } from '../ledger/memory';
import { record } from '../ledger/recorder';
import type { Mapping } from '../mapping';
import type { Failed, Hold, Progress } from '../runs/hold';
import { Tracer } from '../tracing/tracer';
import { RefusalCode } from '../writing/refusal';
import type { WriteTransaction } from '../writing/transaction';
import { compareAll } from './compared-pages';
import { copyDirectly } from './copy-directly';
import { isolate, type Rejected } from './isolate';
import type { LoadOrder, LoadTools } from './load-order';
import { listMoved, Moved } from './moved';
import type { PreparedBatch } from './prepare-batch';
import { hasNumberKey, listPresentKeys } from './present-keys';
import { settleMatched } from './settle-matched';
import { Staging } from './staging';
import { Tally } from './tally';
import type { NewBulkChange, Target } from './target';

/** What became of the rows that a batch was to write. */
interface Written {
  readonly keys: readonly string[];
  readonly ids: readonly string[];
  readonly bulkChange: string | null;
  /** Rows that gave way to others. */
  readonly overtaken: readonly string[];
  readonly rejected: readonly Rejected[];
  /** Rows that did not come back as they were planned, and were not kept. */
  readonly altered: readonly string[];
}

/** Rounds in which rows that something altered are taken out, after which the database has no settled mind. */
const ROUNDS = 5;

/** Writes one batch inside one transaction, with everything that is remembered of it. */
export class BatchWrite {
  private readonly memory: LedgerMemory;
  private readonly loader: PairLoader;
  private readonly tracer: Tracer;

  constructor(
    private readonly transaction: WriteTransaction,
    private readonly tools: LoadTools,
    private readonly mapping: Mapping,
    private readonly target: Target,
    private readonly batch: PreparedBatch,
    private readonly order: LoadOrder,
  ) {
    this.memory = new LedgerMemory(transaction);
    this.loader = new PairLoader({ legacy: tools.sides.legacy, new: transaction }, this.memory);
    this.tracer = new Tracer(this.loader, tools.mappings);
  }

  /**
   * Answers what is to be counted of it; nothing is committed, and the audit entry is still to come. Throws Moved when
   * the legacy side changed what the batch was made of.
   */
  async carryOut(hold: Hold): Promise<{ progress: Progress; bulkChange: string | null }> {
    const written = await this.write(hold);
    // Before anybody else has to wait for this transaction.
    const moved = await listMoved(this.tools.rows.legacy, this.mapping, this.batch, written.keys);
    if (moved.length > 0) throw new Moved(moved);
    await settleMatched(this.transaction, this.mapping, written.keys);
    const tally = new Tally();
    tally.addAll(this.batch.counts);
    tally.addVerdict(Verdict.MATCHED, written.keys.length);
    tally.add('written', written.keys.length);
    await record(this.transaction, this.mapping, this.batch.judged);
    const failures = await this.rememberUnwritten(written, tally);
    tally.add('failed', failures.length);
    const { doneUpTo, isLast } = this.batch;
    const putOff = written.rejected.filter(isBusy).map(({ key }) => key);
    const progress = {
      counts: tally.all,
      failures,
      putOff,
      isDone: isLast,
      ...(doneUpTo === null ? {} : { doneUpTo }),
    };
    return { progress, bulkChange: written.bulkChange };
  }

  private async write(hold: Hold): Promise<Written> {
    const { batch, transaction, order } = this;
    const nothing = { keys: [], ids: [], bulkChange: null, overtaken: batch.later, rejected: [], altered: [] };
    if (batch.keys.length === 0) return nothing;
    const author = { actor: order.actor, reason: order.reason };
    const change = { runId: hold.runId, mapping: this.mapping.name, table: this.mapping.new.table.name, ...author };
    const present = await this.listPresent();
    const copied =
      present.length > 0 ? null : await copyDirectly(transaction, this.mapping, this.target, batch, change);
    if (copied !== null) return { ...nothing, keys: batch.keys, ids: batch.ids, bulkChange: copied };
    return this.writeStaged(change, present);
  }

  /** Writes what may have to be told apart by row. */
  private async writeStaged(change: NewBulkChange, overtaken: readonly string[]): Promise<Written> {
    const { batch, transaction } = this;
    const staging = await Staging.fill(transaction, this.target, () => batch.rows.withFirst(batch.keys));
    await staging.leaveOut(overtaken);
    const rejected: Rejected[] = [];
    const altered: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const left = new Set([...overtaken, ...rejected.map(({ key }) => key), ...altered]);
      const wanted = left.size === 0 ? batch.keys : batch.keys.filter((key) => !left.has(key));
      const outcome = await this.tryRound(staging, wanted, change);
      if ('strange' in outcome) {
        altered.push(...outcome.strange);
        await staging.leaveOut(outcome.strange);
        continue;
      }
      const { keys, bulkChange } = outcome;
      return {
        keys,
        ids: this.idsOf(keys),
        bulkChange,
        overtaken: [...batch.later, ...overtaken, ...outcome.overtaken],
        rejected: [...rejected, ...outcome.rejected],
        altered,
      };
    }
    throw new Error(`${this.mapping.new.table.name}: rows kept coming back altered`);
  }

  /** Somebody may have written records since the batch was prepared. */
  private async listPresent(): Promise<string[]> {
    const { keys } = this.batch;
    if (!hasNumberKey(this.mapping)) return [];
    const present = await listPresentKeys(this.transaction, this.mapping, keys[0] ?? '', keys.at(-1) ?? '');
    return present.size === 0 ? [] : keys.filter((key) => present.has(key));
  }

  /** Inserts and looks at what came of it; when that is not what was planned, everything of the round is undone. */
  private async tryRound(staging: Staging, wanted: readonly string[], change: NewBulkChange) {
    let strange: string[] = [];
    try {
      return await this.transaction.inPart(async () => {
        const { rejected, overtaken } = await this.insert(staging, wanted);
        const gone = [...overtaken, ...rejected.map(({ key }) => key)];
        await staging.leaveOut(gone);
        const left = new Set(gone);
        const keys = gone.length === 0 ? wanted : wanted.filter((key) => !left.has(key));
        const { accepted, refused } = await this.verify(keys.filter((key) => this.batch.uncertain.has(key)));
        const put =
          refused.length > 0 ? { id: null, strange: [] } : await this.putDown(staging, change, accepted, keys);
        strange = [...refused, ...put.strange];
        if (strange.length > 0) throw new Strange();
        return { keys, rejected, overtaken, bulkChange: put.id };
      });
    } catch (error) {
      if (!(error instanceof Strange)) throw error;
      return { strange };
    }
  }

  private async insert(staging: Staging, wanted: readonly string[]) {
    const overtaken: string[] = [];
    const rejected = await isolate(this.transaction, wanted, this.order.maxFailures, async (keys, isWhole) => {
      const inserted = await staging.insert(keys, isWhole);
      if (inserted === null) return;
      const ids = this.idsOf(keys);
      overtaken.push(...keys.filter((_, index) => !inserted.has(ids[index] ?? '')));
    });
    return { rejected, overtaken };
  }

  private async putDown(
    staging: Staging,
    change: NewBulkChange,
    accepted: readonly string[],
    keys: readonly string[],
  ): Promise<{ id: string | null; strange: readonly string[] }> {
    if (keys.length === 0) return { id: null, strange: [] };
    const put = await staging.putDown(change, accepted);
    if (put.strange.length === 0) return put;
    // What the database takes for another value the comparator may still take for the same.
    const { accepted: fine, refused } = await this.verify(put.strange);
    return refused.length > 0 ? { id: null, strange: refused } : staging.putDown(change, [...accepted, ...fine]);
  }

  /** Looks at rows that were just written as anybody would who compares them. */
  private async verify(keys: readonly string[]): Promise<{ accepted: string[]; refused: string[] }> {
    const pairs = await compareAll(this.loader, this.mapping, keys);
    const planned = this.idsOf(keys);
    const ids = new Map(keys.map((key, index) => [key, planned[index]]));
    // The row itself and not another one in its place, by whose id nobody would find it again.
    const isOurs = ({ legacyId, rows, verdict }: Pair): boolean =>
      verdict === Verdict.MATCHED && rows[0]?.id === ids.get(legacyId ?? '');
    const matched = new Set(pairs.filter(isOurs).map((pair) => pair.legacyId));
    return { accepted: keys.filter((key) => matched.has(key)), refused: keys.filter((key) => !matched.has(key)) };
  }

  /** Brings the ledger up to date with the records that were to be written and were not. */
  private async rememberUnwritten(written: Written, tally: Tally): Promise<Failed[]> {
    const { overtaken, altered } = written;
    // What somebody holds is not looked at before its turn comes again.
    const rejected = written.rejected.filter((entry) => !isBusy(entry));
    await this.rememberRejections(rejected);
    const keys = [...overtaken, ...rejected.map(({ key }) => key), ...altered];
    if (keys.length === 0) return [];
    const pairs = await compareAll(this.loader, this.mapping, keys);
    for (const pair of pairs) tally.addVerdict(pair.verdict);
    await record(this.transaction, this.mapping, await judge(this.tracer, pairs));
    const missing = new Set(pairs.filter((pair) => pair.verdict === Verdict.MISSING).map((pair) => pair.legacyId));
    return [
      ...rejected.map(({ key, code, message }) => failed(key, code, message)),
      ...altered.map((key) => failed(key, RefusalCode.VERIFY_FAILED, ALTERED)),
      ...overtaken.filter((key) => missing.has(key)).map((key) => failed(key, RefusalCode.VERIFY_FAILED, NOT_KEPT)),
    ];
  }

  /** A record that the database refused is blocked by it, until it changes or is written after all. */
  private async rememberRejections(rejected: readonly Rejected[]): Promise<void> {
    const pairs = await compareAll(
      this.loader,
      this.mapping,
      rejected.map(({ key }) => key),
    );
    const byKey = new Map<string | null, Pair>(pairs.map((pair) => [pair.legacyId, pair]));
    for (const { key, message } of rejected) {
      const fingerprint = byKey.get(key)?.fingerprint.text;
      if (fingerprint !== undefined) await this.memory.reject(this.mapping.name, key, { message, fingerprint });
    }
  }

  private idsOf(keys: readonly string[]): readonly string[] {
    if (keys === this.batch.keys) return this.batch.ids;
    const ids = new Map(this.batch.keys.map((key, index) => [key, this.batch.ids[index] ?? '']));
    return keys.map((key) => ids.get(key) ?? '');
  }
}

/** Ends a round whose rows are not what was planned. */
class Strange extends Error {}

const isBusy = ({ code }: Rejected): boolean => code === RefusalCode.RECORD_BUSY;

const ALTERED = 'the row was read back with other values than planned: something in the database altered it';
const NOT_KEPT = 'the database did not keep the row and gave no reason';

const failed = (legacyId: string, code: RefusalCode, message: string): Failed => ({ legacyId, code, message });
