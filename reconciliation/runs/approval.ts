import { PauseReason } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import type { Database } from '../reading/database';
import { Interrupted } from './hold';
import { isWriting, type RunOrder } from './run-order';
import type { RunSettings } from './run-tools';

/** Rows that a run may write as it stands: what one person may decide on, or what the second one agreed to. */
function limitOf({ approvedBy, plannedWrites }: RunOrder, { approvalOver }: RunSettings): number {
  return approvedBy === null ? approvalOver : Math.max(approvalOver, Number(plannedWrites ?? 0));
}

/**
 * Asked inside the transaction of each batch, with the rows that it wrote. The number that was planned was only expected;
 * a batch that would go beyond what was agreed is not kept, and the run waits for the second person.
 */
export async function checkApproval(
  transaction: Database,
  order: RunOrder,
  settings: RunSettings,
  written: number,
): Promise<void> {
  if (!isWriting(order) || written === 0) return;
  // The lanes of a run take turns from here to their commit: each must see what the others wrote.
  await ask(transaction, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`counterpart/run/${order.id}`]);
  const [sum] = await ask<{ written: string }>(
    transaction,
    'SELECT sum(written)::text AS written FROM counterpart.run_segment WHERE run_id = $1::uuid',
    [order.id],
  );
  const limit = limitOf(order, settings);
  if (Number(sum?.written ?? 0) + written <= limit) return;
  throw new Interrupted(
    `It would write more than ${limit} rows, which needs a second person's approval.`,
    PauseReason.APPROVAL_REQUIRED,
  );
}

/** What the second person is asked to agree to, when it turns out to be more than was planned: all that there is. */
export async function askForApproval(ledger: Database, runId: string): Promise<void> {
  await ask(
    ledger,
    `UPDATE counterpart.run SET needs_approval = true, approved_by = NULL, approved_at = NULL,
       planned_writes = greatest(planned_writes, rows_total) WHERE id = $1::uuid`,
    [runId],
  );
}
