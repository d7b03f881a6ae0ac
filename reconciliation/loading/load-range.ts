import { OnFailure } from '../../entities/ledger/run';
import { ahead } from '../comparing/ahead';
import type { Mapping } from '../mapping';
import type { Hold, Progress } from '../runs/hold';
import type { KeyRange } from '../scanning/key-range';
import { auditBulkChange } from './audit-bulk-change';
import { CopyText } from './copy-text';
import { inTransaction } from './in-transaction';
import { TooManyRejected } from './isolate';
import { legacyBatches, partsOf } from './legacy-batches';
import { type LoadOrder, type LoadTools, StoppedByFailure } from './load-order';
import { BatchPreparer, dependsOnItself, joined, type PreparedBatch } from './prepare-batch';
import { findTarget, type Target } from './target';
import { BatchWrite } from './write-batch';

/** Legacy records of a batch. Memory is bounded by it, and what a killed worker loses. */
const BATCH = 10_000;

/** Records that are prepared at a time: so few that nothing of them has grown old when it is thrown away. */
const PART = 1_000;

/**
 * Creates the missing counterparts of the legacy records in a range of keys, batch by batch in key order. Each batch is
 * one transaction with its audit entry and its place in the run. A range that was begun goes on after the last batch:
 * the caller says from where. Throws StoppedByFailure after a batch with failures where the order says STOP.
 */
export async function loadRange(
  tools: LoadTools,
  mapping: Mapping,
  range: KeyRange,
  order: LoadOrder,
  hold: Hold,
): Promise<void> {
  const target = await findTarget(tools.sides.new, mapping);
  const preparing = prepare(tools, mapping, range);
  // What a record becomes may depend on the one before it: then there is nothing to prepare while that is written.
  for await (const batch of dependsOnItself(mapping) ? preparing : ahead(preparing)) {
    await hold.beforeBatch(batch.records);
    const { failures = [] } = await writeBatch(tools, mapping, target, batch, order, hold).catch((error: unknown) =>
      giveUp(tools, error, hold),
    );
    if (failures.length > 0 && order.onFailure === OnFailure.STOP) throw new StoppedByFailure(failures.length);
  }
}

async function* prepare(tools: LoadTools, mapping: Mapping, range: KeyRange): AsyncGenerator<PreparedBatch> {
  const preparer = new BatchPreparer(tools, mapping);
  const size = dependsOnItself(mapping) ? 1 : BATCH;
  let parts: PreparedBatch[] = [];
  let rows = new CopyText();
  let records = 0;
  for await (const batch of legacyBatches(tools.rows.legacy, mapping, range, PART)) {
    for (const part of partsOf(mapping, batch)) {
      parts.push(await preparer.prepare(part, rows));
      records += part.records.length;
      if (records < size && !part.isLast) continue;
      yield joined(parts);
      [parts, rows, records] = [[], new CopyText(), 0];
    }
  }
}

/** Writes one batch, or does everything and takes it back; then only what was counted stays. */
async function writeBatch(
  tools: LoadTools,
  mapping: Mapping,
  target: Target,
  batch: PreparedBatch,
  order: LoadOrder,
  hold: Hold,
): Promise<Progress> {
  const progress = await inTransaction(tools.source, async (transaction) => {
    const write = new BatchWrite(transaction, tools, mapping, target, batch, order);
    const done = await write.carryOut(hold);
    if (order.dryRun) return done.progress;
    await hold.checkpoint(transaction, done.progress);
    if (done.bulkChange !== null) await auditBulkChange(transaction, mapping, order, hold.runId, done.bulkChange);
    await transaction.commit();
    return done.progress;
  });
  if (order.dryRun)
    await inTransaction(tools.source, async (transaction) => {
      await hold.checkpoint(transaction, progress);
      await transaction.commit();
    });
  return progress;
}

/** A batch of which too much was refused is not kept, and ends the run: only its failures are. */
async function giveUp(tools: LoadTools, error: unknown, hold: Hold): Promise<never> {
  if (!(error instanceof TooManyRejected)) throw error;
  const failures = error.rejected.map(({ key, code, message }) => ({ legacyId: key, code, message }));
  await inTransaction(tools.source, async (transaction) => {
    await hold.checkpoint(transaction, { counts: { failed: failures.length }, failures });
    await transaction.commit();
  });
  throw new StoppedByFailure(failures.length);
}
