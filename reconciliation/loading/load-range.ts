import { OnFailure } from '../../entities/ledger/run';
import { ahead } from '../comparing/ahead';
import type { Mapping } from '../mapping';
import type { Hold, Progress } from '../runs/hold';
import type { KeyRange } from '../scanning/key-range';
import { auditBulkChange } from './audit-bulk-change';
import { inBatch } from './in-batch';
import { TooManyRejected } from './isolate';
import { keyAfter } from './legacy-batches';
import { type LoadOrder, type LoadTools, StoppedByFailure } from './load-order';
import { Moved } from './moved';
import { dependsOnItself, type PreparedBatch } from './prepare-batch';
import { preparedBatches } from './prepared-batches';
import { findTarget, type Target } from './target';
import { BatchWrite } from './write-batch';

/** Legacy records of a batch. Memory is bounded by it, and what a killed worker loses. */
const BATCH = 10_000;

/** Where there is a limit, batches are of about a second, or a server that must not be hurried gets a burst instead. */
const LEAST = 100;

const batchSize = ({ rowsPerSecond }: LoadOrder): number => Math.min(BATCH, Math.max(LEAST, rowsPerSecond ?? BATCH));

/**
 * Records of a batch when one of them moved, and when that happens again: the fewer, the shorter the moment in which
 * they can, and the fewer are written twice because of one.
 */
const AGAIN = [1_000, 100, 10] as const;

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
  const preparing = preparedBatches(tools, mapping, range, batchSize(order), hold);
  // What a record becomes may depend on the one before it: then there is nothing to prepare while that is written.
  for await (const batch of dependsOnItself(mapping) ? preparing : ahead(preparing))
    await settle(tools, mapping, target, batch, order, hold);
}

/** Writes a batch, from fresh values and in smaller ones as often as the legacy side changes it meanwhile. */
async function settle(
  tools: LoadTools,
  mapping: Mapping,
  target: Target,
  batch: PreparedBatch,
  order: LoadOrder,
  hold: Hold,
  times = 0,
  moving: ReadonlySet<string> = new Set(),
): Promise<void> {
  const moved = await keep(tools, mapping, target, batch, order, hold);
  if (moved.length === 0 || batch.doneUpTo === null) return;
  // What moves however often it is looked at is left to the next run.
  const left = times < AGAIN.length ? moving : new Set([...moving, ...moved]);
  const range = { from: batch.from, before: keyAfter(batch.doneUpTo) };
  const size = AGAIN[times] ?? AGAIN[AGAIN.length - 1] ?? 1;
  for await (const piece of preparedBatches(tools, mapping, range, size, hold, left)) {
    const place = { isLast: piece.isLast && batch.isLast, doneUpTo: piece.isLast ? batch.doneUpTo : piece.doneUpTo };
    await settle(tools, mapping, target, { ...piece, ...place }, order, hold, times + 1, left);
  }
}

/** Writes one batch and settles its failures; answers the keys that moved, and then nothing was written. */
async function keep(
  tools: LoadTools,
  mapping: Mapping,
  target: Target,
  batch: PreparedBatch,
  order: LoadOrder,
  hold: Hold,
): Promise<readonly string[]> {
  try {
    const { failures = [] } = await writeBatch(tools, mapping, target, batch, order, hold);
    if (failures.length > 0 && order.onFailure === OnFailure.STOP) throw new StoppedByFailure(failures.length);
    return [];
  } catch (error) {
    if (error instanceof Moved) return error.keys;
    return giveUp(tools, error, hold);
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
  const progress = await inBatch(tools.source, async (transaction) => {
    const write = new BatchWrite(transaction, tools, mapping, target, batch, order);
    const done = await write.carryOut(hold);
    if (order.dryRun) return done.progress;
    await hold.checkpoint(transaction, done.progress);
    if (done.bulkChange !== null) await auditBulkChange(transaction, mapping, order, hold.runId, done.bulkChange);
    await transaction.commit();
    return done.progress;
  });
  if (order.dryRun)
    await inBatch(tools.source, async (transaction) => {
      await hold.checkpoint(transaction, progress);
      await transaction.commit();
    });
  return progress;
}

/** A batch of which too much was refused is not kept, and ends the run: only its failures are. */
async function giveUp(tools: LoadTools, error: unknown, hold: Hold): Promise<never> {
  if (!(error instanceof TooManyRejected)) throw error;
  const failures = error.rejected.map(({ key, code, message }) => ({ legacyId: key, code, message }));
  await inBatch(tools.source, async (transaction) => {
    await hold.checkpoint(transaction, { counts: { failed: failures.length }, failures });
    await transaction.commit();
  });
  throw new StoppedByFailure(failures.length);
}
