import { ChangeKind } from '../../entities/ledger/change';
import { OnFailure } from '../../entities/ledger/run';
import { findBulkChangeById, listStanding } from '../ledger/bulk-changes';
import type { Mapping } from '../mapping';
import type { Hold, Progress } from '../runs/hold';
import { Refusal, RefusalCode } from '../writing/refusal';
import { auditBulkChange } from './audit-bulk-change';
import { inBatch } from './in-batch';
import { type LoadOrder, type LoadTools, StoppedByFailure } from './load-order';
import { RemovedRows } from './removed-rows';

/** Rows that are taken back in one transaction. */
const BATCH = 10_000;

/**
 * Takes back what one bulk change inserted: the rows that are still as they were inserted and that nothing refers to.
 * The others are failures and stay. May be repeated: what was taken back before is passed over.
 */
export async function revertBulkChange(
  tools: LoadTools,
  mapping: Mapping,
  bulkChangeId: string,
  order: LoadOrder,
  hold: Hold,
): Promise<void> {
  const change = await findBulkChangeById(tools.sides.new, bulkChangeId);
  if (change === null || change.kind !== ChangeKind.INSERT || change.mapping !== mapping.name)
    throw new Refusal(RefusalCode.NOT_REVERTIBLE, `bulk change ${bulkChangeId} inserted no rows of ${mapping.name}`);
  const standing = await listStanding(tools.sides.new, bulkChangeId);
  let start = 0;
  do {
    const keys = standing.slice(start, start + BATCH);
    start += BATCH;
    await hold.beforeBatch(keys.length);
    const { failures = [] } = await removePart(
      tools,
      mapping,
      bulkChangeId,
      keys,
      start >= standing.length,
      order,
      hold,
    );
    if (failures.length > 0 && order.onFailure === OnFailure.STOP) throw new StoppedByFailure(failures.length);
  } while (start < standing.length);
}

async function removePart(
  tools: LoadTools,
  mapping: Mapping,
  reverts: string,
  keys: readonly string[],
  isDone: boolean,
  order: LoadOrder,
  hold: Hold,
): Promise<Progress> {
  const progress = await inBatch(tools.source, async (transaction) => {
    const removed = new RemovedRows(transaction, tools, mapping, reverts);
    const { counts, failures, bulkChange } = await removed.carryOut(keys, order, hold.runId);
    const done = { counts, failures, isDone };
    if (order.dryRun) return done;
    await hold.checkpoint(transaction, done);
    if (bulkChange !== null) await auditBulkChange(transaction, mapping, order, hold.runId, bulkChange);
    await transaction.commit();
    return done;
  });
  if (order.dryRun)
    await inBatch(tools.source, async (transaction) => {
      await hold.checkpoint(transaction, progress);
      await transaction.commit();
    });
  return progress;
}
