import { appendAudit } from '../ledger/audit-chain';
import type { Mapping } from '../mapping';
import type { WriteTransaction } from '../writing/transaction';
import type { LoadOrder } from './load-order';

/** Reports a bulk change. The last thing before the commit: from here on all writers wait for this one. */
export async function auditBulkChange(
  transaction: WriteTransaction,
  mapping: Mapping,
  { actor, reason }: LoadOrder,
  runId: string,
  bulkChange: string,
): Promise<void> {
  await appendAudit(transaction, {
    actor,
    action: 'startRun',
    mapping: mapping.name,
    legacyId: null,
    newId: null,
    reason,
    changes: [],
    bulkChanges: [bulkChange],
    run: runId,
  });
}
