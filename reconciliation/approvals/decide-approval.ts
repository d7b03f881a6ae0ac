import type { DataSource } from 'typeorm';
import { type Approval, ApprovalState } from '../../entities/ledger/approval';
import { appendAudit } from '../ledger/audit-chain';
import { ask } from '../ledger/ledger';
import { asRefusal } from '../writing/database-error';
import { Refusal, RefusalCode, type RefusalView } from '../writing/refusal';
import { inTransaction, type WriteTransaction } from '../writing/transaction';
import { checkReason } from '../writing/write-request';
import { findApproval } from './approval-store';

export type Decision = 'APPROVED' | 'REJECTED';

/** What the second person says about a request. */
export interface DecisionRequest {
  /** Whether somebody may know of a request that reaches these mappings; one of which they may not is not there. */
  readonly isOpen: (mappings: readonly string[]) => boolean;
  readonly id: string;
  readonly actor: string;
  readonly decision: Decision;
  readonly reason: string;
}

/** A request for approval after what was said about it, and why nothing became of that where it did not. */
export interface ApprovalAnswer {
  readonly approval: Approval | null;
  readonly refusals: readonly RefusalView[];
}

const ACTIONS: Readonly<Record<Decision, string>> = { APPROVED: 'approveWrite', REJECTED: 'rejectWrite' };

/** Approves or rejects a write. Of several decisions at once one counts, and the others are told. */
export async function decideApproval(source: DataSource, request: DecisionRequest): Promise<ApprovalAnswer> {
  try {
    checkReason(request.reason);
    const approval = await inTransaction(source, (transaction) => decide(transaction, request));
    return { approval, refusals: [] };
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal) return { approval: null, refusals: [refusal.view()] };
    throw error;
  }
}

async function decide(transaction: WriteTransaction, request: DecisionRequest): Promise<Approval | null> {
  const { id, actor, decision, reason, isOpen } = request;
  // Held until the end: nobody decides about it at the same time.
  await ask(transaction, 'SELECT 1 FROM counterpart.approval WHERE id = $1::uuid FOR NO KEY UPDATE', [id]);
  const approval = await findApproval(transaction, id);
  if (approval === null || !isOpen(approval.mappings))
    throw new Refusal(RefusalCode.NOT_FOUND, 'there is no request for approval of this id', 'id');
  const refusal = whyNot(approval, actor);
  if (refusal !== null) throw refusal;
  await ask(
    transaction,
    `UPDATE counterpart.approval SET decision = $2, decided_by = $3, decided_because = $4, decided_at = clock_timestamp()
     WHERE id = $1::uuid`,
    [id, decision, actor, reason],
  );
  const { mapping, legacyId, newId } = approval;
  const about = { mapping, legacyId, newId, changes: [], approval: { id } };
  await appendAudit(transaction, { actor, action: ACTIONS[decision], reason, ...about });
  return findApproval(transaction, id);
}

function whyNot({ requestedBy, state }: Approval, actor: string): Refusal | null {
  if (requestedBy === actor)
    return new Refusal(
      RefusalCode.SELF_APPROVAL,
      'whoever asked for a write cannot decide about it: ask somebody else',
    );
  if (state === ApprovalState.PENDING) return null;
  if (state === ApprovalState.EXPIRED)
    return new Refusal(RefusalCode.PLAN_EXPIRED, 'the request has expired: the write has to be asked for again');
  return new Refusal(RefusalCode.NOT_APPLICABLE, `it was decided about already: it is ${state}`);
}
