import { PairLoader } from '../comparing/pair-loader';
import { judge } from '../ledger/judge';
import { LedgerMemory } from '../ledger/memory';
import { forget, record } from '../ledger/recorder';
import { declaredReferences, type Mapping } from '../mapping';
import type { Counts, Failed } from '../runs/hold';
import { Tracer } from '../tracing/tracer';
import { newIdFor } from '../writing/new-id';
import { RefusalCode } from '../writing/refusal';
import { listReferencing, RowImages } from '../writing/row-image';
import type { WriteTransaction } from '../writing/transaction';
import { comparedPages } from './compared-pages';
import { isolate } from './isolate';
import type { LoadOrder, LoadTools } from './load-order';
import { Tally } from './tally';
import { digestOf, findTarget, quote } from './target';

/** Removes rows that a bulk change inserted, inside one transaction, with everything that is remembered of it. */
export class RemovedRows {
  private readonly loader: PairLoader;
  private readonly tracer: Tracer;
  private readonly table: string;

  constructor(
    private readonly transaction: WriteTransaction,
    private readonly tools: LoadTools,
    private readonly mapping: Mapping,
    /** The bulk change that is taken back. */
    private readonly reverts: string,
  ) {
    this.loader = new PairLoader({ legacy: tools.sides.legacy, new: transaction }, new LedgerMemory(transaction));
    this.tracer = new Tracer(this.loader, tools.mappings);
    this.table = quote(mapping.new.table.name);
  }

  async carryOut(
    keys: readonly string[],
    order: LoadOrder,
    runId: string,
  ): Promise<{ counts: Counts; failures: readonly Failed[]; bulkChange: string | null }> {
    const ids = new Map(keys.map((key) => [key, newIdFor(this.mapping, key)]));
    await new RowImages(this.transaction).lock(this.mapping.new.table.name, [...ids.values()]);
    const reasons = await this.findReasons(ids);
    const free = keys.filter((key) => !reasons.has(key));
    const removed = await this.remove(free, ids, reasons);
    const bulkChange = removed.length === 0 ? null : await this.putDown(removed, order, runId);
    const tally = new Tally();
    tally.add('written', removed.length);
    tally.add('failed', reasons.size);
    await this.compareAgain(keys, tally);
    const failures = [...reasons].map(([legacyId, message]) => ({
      legacyId,
      code: RefusalCode.NOT_REVERTIBLE,
      message,
    }));
    return { counts: tally.all, failures, bulkChange };
  }

  /** Why rows stay, by legacy key: they are gone, changed since, or others refer to them. */
  private async findReasons(ids: ReadonlyMap<string, string>): Promise<Map<string, string>> {
    const [row] = await this.transaction.query<{ columns: string[] }>(
      'SELECT columns FROM counterpart.bulk_change WHERE id = $1::bigint',
      [this.reverts],
    );
    const columns = row?.columns ?? [];
    const { columns: present } = await findTarget(this.transaction, this.mapping);
    const hasColumns = columns.every((name) => present.includes(name));
    const states = await this.transaction.query<{ k: string; reason: string }>(
      `SELECT u.k::text, CASE WHEN t.id IS NULL THEN 'the row was removed since' ELSE 'the row changed since it was inserted' END AS reason
       FROM unnest($1::bigint[], $2::uuid[]) AS u(k, id)
       JOIN (SELECT k, digest FROM counterpart.bulk_change b, unnest(b.legacy_ids, b.row_digests) AS d(k, digest) WHERE b.id = $3::bigint) d USING (k)
       LEFT JOIN ${this.table} t ON t.id = u.id
       WHERE t.id IS NULL OR ${hasColumns ? `${digestOf('t', columns)} <> d.digest` : 'true'}`,
      [[...ids.keys()], [...ids.values()], this.reverts],
    );
    const reasons = new Map(states.map(({ k, reason }) => [k, reason]));
    for (const [key, names] of await this.findReferences(ids))
      if (!reasons.has(key)) reasons.set(key, `other rows refer to it by now: ${names.join(', ')}`);
    return reasons;
  }

  /** The columns that refer to rows, by the legacy key of the row. */
  private async findReferences(ids: ReadonlyMap<string, string>): Promise<Map<string, string[]>> {
    const { mapping, transaction } = this;
    const declared = declaredReferences(this.tools.mappings, mapping);
    const found = new Map<string, string[]>();
    for (const { child, column, name } of await listReferencing(transaction, mapping.new.table.name, declared)) {
      const rows = await transaction.query<{ k: string }>(
        `SELECT u.k::text FROM unnest($1::bigint[], $2::uuid[]) AS u(k, id) WHERE EXISTS (SELECT 1 FROM ${child} c WHERE c.${column} = u.id)`,
        [[...ids.keys()], [...ids.values()]],
      );
      for (const { k } of rows) found.set(k, [...(found.get(k) ?? []), name]);
    }
    return found;
  }

  /** Answers the keys of the rows that are gone now; why the others are not is added to the reasons. */
  private async remove(
    keys: readonly string[],
    ids: ReadonlyMap<string, string>,
    reasons: Map<string, string>,
  ): Promise<string[]> {
    const gone = new Set<string>();
    const rejected = await isolate(this.transaction, keys, Number.POSITIVE_INFINITY, async (part) => {
      const rows = await this.transaction.query<{ k: string }>(
        `WITH removed AS (DELETE FROM ${this.table} t USING unnest($1::bigint[], $2::uuid[]) AS u(k, id) WHERE t.id = u.id RETURNING u.k)
         SELECT k::text FROM removed`,
        [part, part.map((key) => ids.get(key))],
      );
      for (const { k } of rows) gone.add(k);
    });
    for (const { key, message } of rejected) reasons.set(key, message);
    const left = keys.filter((key) => !gone.has(key) && !reasons.has(key));
    for (const key of left) reasons.set(key, 'the database kept the row and gave no reason');
    return keys.filter((key) => gone.has(key));
  }

  private async putDown(removed: readonly string[], order: LoadOrder, runId: string): Promise<string> {
    const [row] = await this.transaction.query<{ id: string }>(
      `INSERT INTO counterpart.bulk_change
         (run_id, mapping, table_name, kind, first_id, last_id, legacy_ids, columns, row_digests, actor, reason, reverts)
       SELECT $2::uuid, b.mapping, b.table_name, 'DELETE', min(d.k), max(d.k), array_agg(d.k ORDER BY d.k), b.columns,
         array_agg(d.digest ORDER BY d.k), $3, $4, b.id
       FROM counterpart.bulk_change b, unnest(b.legacy_ids, b.row_digests) AS d(k, digest)
       WHERE b.id = $1::bigint AND d.k = ANY($5::bigint[]) GROUP BY b.id RETURNING id::text`,
      [this.reverts, runId, order.actor, order.reason, removed],
    );
    return row?.id ?? '';
  }

  private async compareAgain(keys: readonly string[], tally: Tally): Promise<void> {
    const left = new Set(keys);
    for await (const pairs of comparedPages(this.loader, this.mapping, keys)) {
      for (const pair of pairs) {
        tally.addVerdict(pair.verdict);
        left.delete(pair.legacyId ?? '');
      }
      await record(this.transaction, this.mapping, await judge(this.tracer, pairs));
    }
    await forget(this.transaction, this.mapping, [...left]);
  }
}
