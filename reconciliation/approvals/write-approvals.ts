import type { DataSource } from 'typeorm';
import type { RowImage } from '../../entities/ledger/change';
import { appendAudit } from '../ledger/audit-chain';
import { ask } from '../ledger/ledger';
import type { Mapping } from '../mapping';
import { requestHash } from '../writing/idempotency';
import type { ExecutedWrite, Plan } from '../writing/plan';
import { Refusal, RefusalCode } from '../writing/refusal';
import type { WriteSession } from '../writing/session';
import { inTransaction, type WriteTransaction } from '../writing/transaction';
import { subjectOf, type WriteAnswer } from '../writing/write-answer';
import type { WriteRequest } from '../writing/write-request';
import { type ApprovalPolicy, needsSecondPerson } from './approval-policy';
import { type Agreement, findStanding, useApproval } from './approval-store';

/** Stops a write that nobody agreed to, after it was carried out as in a preview. */
export class ApprovalNeeded extends Refusal {
  constructor(
    readonly planHash: string,
    readonly plan: Plan,
    readonly executed: readonly ExecutedWrite[],
  ) {
    super(
      RefusalCode.APPROVAL_REQUIRED,
      'a second person has to agree first: when somebody has approved it, send the same request again',
    );
  }
}

/** Stops a write that a second person decided against. */
class ApprovalRejected extends Refusal {
  constructor(override readonly approvalId: string) {
    super(
      RefusalCode.APPROVAL_REJECTED,
      'a second person decided against this; if that should be looked at again, ask with another reason',
    );
  }
}

/** Writes of single records that need the word of a second person. */
export class WriteApprovals {
  constructor(
    private readonly source: DataSource,
    private readonly policy: ApprovalPolicy,
  ) {}

  /**
   * Called when a plan is about to be carried out, inside its transaction. Uses up the approval of exactly this plan;
   * null: it needs none. Throws ApprovalNeeded when nobody has agreed.
   */
  async use(session: WriteSession, request: WriteRequest, plan: Plan): Promise<Agreement | null> {
    // A run is agreed to as a whole.
    if (request.run !== undefined) return null;
    const written = plan.writes.map((write) => write.mapping);
    if (!needsSecondPerson(this.policy, request.mutation, written)) return null;
    const planHash = await hashOf(session, request, plan);
    const agreement = await useApproval(session.transaction, planHash);
    if (agreement !== null) return agreement;
    const standing = await findStanding(session.transaction, planHash);
    if (standing?.isRejected === true) throw new ApprovalRejected(standing.id);
    const executed: ExecutedWrite[] = [];
    for (const write of plan.writes) executed.push(await session.execute(write));
    throw new ApprovalNeeded(planHash, plan, executed);
  }

  /** Keeps the request, and answers with what was asked for. The same request is kept once. */
  async ask(request: WriteRequest, empty: WriteAnswer, needed: ApprovalNeeded): Promise<WriteAnswer> {
    const approvalId = await inTransaction(this.source, async (transaction) => {
      await transaction.takeTurn(`approval/${needed.planHash}`);
      const standing = await findStanding(transaction, needed.planHash);
      return standing?.id ?? this.insert(transaction, request, needed);
    });
    const { plan, executed } = needed;
    const refusals = [needed.view()];
    return { ...empty, ...subjectOf(plan), plan: executed, fingerprint: plan.fingerprint, approvalId, refusals };
  }

  private async insert(
    transaction: WriteTransaction,
    { actor, mutation, reason }: WriteRequest,
    { plan, planHash, executed }: ApprovalNeeded,
  ): Promise<string> {
    const subject = subjectOf(plan);
    const [row] = await ask<{ id: string }>(
      transaction,
      `INSERT INTO counterpart.approval (mutation, mapping, mappings, legacy_id, new_id, plan_hash, planned, requested_by, reason, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + make_interval(hours => $10)) RETURNING id::text`,
      [
        mutation,
        subject.mapping,
        namesOf([plan.mapping, ...plan.writes.map((write) => write.mapping)]),
        subject.legacyId,
        subject.newId,
        planHash,
        JSON.stringify(executed),
        actor,
        reason ?? '',
        this.policy.hours,
      ],
    );
    const id = row?.id ?? '';
    const about = { ...subject, changes: [], approval: { id } };
    await appendAudit(transaction, { actor, action: 'requestApproval', reason: reason ?? '', ...about });
    return id;
  }
}

const namesOf = (mappings: readonly Mapping[]): string[] => [...new Set(mappings.map((mapping) => mapping.name))];

/**
 * Of everything that the second person agrees to: who asks for what and why, both fingerprints, the whole rows that
 * are there and what they become. Defaults of the database, such as the present time, are no part of it: no second look
 * would give the same.
 */
async function hashOf(session: WriteSession, request: WriteRequest, plan: Plan): Promise<string> {
  const writes: object[] = [];
  for (const { mapping, ...write } of plan.writes) {
    const before: RowImage | null = await session.images.find(mapping.new.table.name, write.newId);
    writes.push({ ...write, mapping: mapping.name, before });
  }
  const { actor, mutation } = request;
  // The same fingerprint may be written in several ways; the plan has it in its own.
  const { expectedFingerprint: _, ...asked } = request.request as { readonly expectedFingerprint?: unknown };
  const { fingerprint, waives } = plan;
  return requestHash({ actor, mutation, request: asked, fingerprint, waives, writes });
}
