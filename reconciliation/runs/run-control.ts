import type { DataSource } from 'typeorm';
import { PauseReason, type Run, RunKind, RunState } from '../../entities/ledger/run';
import { type ApprovalPolicy, PLAIN_POLICY } from '../approvals/approval-policy';
import { appendAudit } from '../ledger/audit-chain';
import { ask } from '../ledger/ledger';
import { asRefusal } from '../writing/database-error';
import { claimKey, type KeyUse, storeResponse } from '../writing/idempotency';
import { Refusal, RefusalCode, type RefusalView } from '../writing/refusal';
import { inTransaction, type WriteTransaction } from '../writing/transaction';
import { allowedActions, RunAction } from './allowed-actions';
import { approvePlan, askAgain, isRequestExpired } from './approval';
import { changeState, type Transition } from './change-state';
import { checkRunRequest } from './check-run-request';
import { isWriting } from './run-order';
import type { RunRequest } from './run-request';
import { findRun } from './run-store';
import { addSegments } from './segments';

/** A run after what was asked of it, and why it was not done where it was not. */
export interface RunAnswer {
  readonly run: Run | null;
  readonly refusals: readonly RefusalView[];
}

interface Request {
  readonly actor: string;
  readonly action: string;
  readonly reason: string;
  readonly wanted: RunAction;
  readonly next: RunState;
  readonly transition?: Transition;
  /** What else must hold, told by a refusal. */
  readonly check?: (run: Run) => Refusal | null;
}

const READ_ONLY = new Refusal(RefusalCode.READ_ONLY, 'the configuration forbids writes here; nothing was started');

/** Starts runs and tells them what to do. Every word is an entry of the audit trail; the work is done by workers. */
export class RunControl {
  constructor(
    private readonly source: DataSource,
    /** The configuration of this process forbids writes, whatever the ledger says. */
    private readonly isReadOnly = false,
    private readonly policy: ApprovalPolicy = PLAIN_POLICY,
  ) {}

  /** Queues a run; it begins as soon as a worker is free. */
  async start(request: RunRequest): Promise<RunAnswer> {
    const refusals = checkRunRequest(request);
    if (refusals.length > 0) return { run: null, refusals };
    if (this.isReadOnly && isWriting(request)) return { run: null, refusals: [READ_ONLY.view()] };
    return this.decide(async (transaction) => {
      const { actor, idempotencyKey: key, mapping, ...rest } = request;
      const use: KeyUse = { actor, mutation: 'startRun', key: key ?? '', request: { ...rest, mapping: mapping.name } };
      const known = key === null ? null : await claimKey<{ id: string }>(transaction, use);
      if (known !== null) return known.id;
      await this.checkRootCause(transaction, request);
      const reverted = await this.checkReverted(transaction, request);
      const id = await this.insert(transaction, request, reverted);
      if (key !== null) await storeResponse(transaction, use, { id });
      const about = { mapping: mapping.name, legacyId: null, newId: null, changes: [], run: id };
      await appendAudit(transaction, { actor, action: 'startRun', reason: request.reason, ...about });
      return id;
    });
  }

  /** Whoever works on it finishes the batch at hand; nothing is begun any more. */
  pause(actor: string, runId: string): Promise<RunAnswer> {
    const transition = { pauseReason: PauseReason.REQUESTED, message: `Paused by ${actor}.` };
    return this.request(runId, {
      actor,
      action: 'pauseRun',
      reason: '',
      wanted: RunAction.PAUSE,
      next: RunState.PAUSED,
      transition,
    });
  }

  /** Goes on with a paused run, or tries again what an incomplete one left undone. */
  resume(actor: string, runId: string): Promise<RunAnswer> {
    return this.request(runId, {
      actor,
      action: 'resumeRun',
      reason: '',
      wanted: RunAction.RESUME,
      next: RunState.RUNNING,
    });
  }

  /** Ends a run for good. What it wrote stays, and can be reverted. */
  cancel(actor: string, runId: string): Promise<RunAnswer> {
    const transition = { message: `Cancelled by ${actor}.` };
    return this.request(runId, {
      actor,
      action: 'cancelRun',
      reason: '',
      wanted: RunAction.CANCEL,
      next: RunState.CANCELLED,
      transition,
    });
  }

  /** Lets a run go on that writes more than its author may decide alone. */
  approve(actor: string, runId: string, reason: string): Promise<RunAnswer> {
    const check = (run: Run): Refusal | null =>
      run.requestedBy === actor
        ? new Refusal(RefusalCode.SELF_APPROVAL, 'whoever started a run cannot approve it: ask somebody else')
        : null;
    return this.request(runId, {
      actor,
      action: 'approveRun',
      reason,
      wanted: RunAction.APPROVE,
      next: RunState.RUNNING,
      check,
    });
  }

  private request(runId: string, asked: Request): Promise<RunAnswer> {
    return this.decide(async (transaction) => {
      // Held until the end: nobody decides about a run at the same time.
      await ask(transaction, 'SELECT 1 FROM counterpart.run WHERE id = $1::uuid FOR NO KEY UPDATE', [runId]);
      const run = await findRun(transaction, runId);
      if (run === null) throw new Refusal(RefusalCode.NOT_FOUND, `there is no run ${runId}`, 'id');
      const refusal = whyNot(run, asked);
      if (refusal !== null) throw refusal;
      const plan = await this.carryOut(transaction, run, asked);
      const approval = plan === null ? {} : { approval: { plan } };
      const about = { mapping: run.mapping, legacyId: null, newId: null, changes: [], run: runId, ...approval };
      await appendAudit(transaction, { actor: asked.actor, action: asked.action, reason: asked.reason, ...about });
      return runId;
    });
  }

  /** Answers the plan that was approved; null: none was. */
  private async carryOut(transaction: WriteTransaction, run: Run, asked: Request): Promise<string | null> {
    const isApproval = asked.wanted === RunAction.APPROVE;
    const plan = isApproval ? await approvePlan(transaction, run.id, asked.actor, this.policy) : null;
    if (asked.wanted === RunAction.RESUME) {
      if (isRequestExpired(run)) {
        await askAgain(transaction, run.id, this.policy);
        return null;
      }
      await this.requireOnlyOne(transaction, run);
      await ask(
        transaction,
        `UPDATE counterpart.run_segment SET state = 'PENDING', attempts = 0, retry_at = NULL WHERE run_id = $1::uuid AND state = 'FAILED'`,
        [run.id],
      );
    }
    await changeState(transaction, run.id, asked.next, asked.transition ?? {});
    return plan;
  }

  /** An incomplete run was over, and another one may have been started since. */
  private async requireOnlyOne(transaction: WriteTransaction, { id, mapping }: Run): Promise<void> {
    const others = await ask(
      transaction,
      `SELECT 1 FROM counterpart.run WHERE mapping = $2 AND id <> $1::uuid AND state IN ('QUEUED', 'RUNNING', 'PAUSED')`,
      [id, mapping],
    );
    if (others.length > 0) throw anotherIsActive(mapping);
  }

  /** A run over nothing would succeed, and whoever mistyped an id would believe that all was well. */
  private async checkRootCause(transaction: WriteTransaction, { mapping, rootCause }: RunRequest): Promise<void> {
    if (rootCause === null) return;
    const known = await ask(transaction, 'SELECT 1 FROM counterpart.root_cause WHERE mapping = $1 AND id = $2', [
      mapping.name,
      rootCause,
    ]);
    if (known.length === 0)
      throw new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} has no such root cause`, 'rootCause');
  }

  /** The run that is to be taken back; null: none is. */
  private async checkReverted(transaction: WriteTransaction, request: RunRequest): Promise<Run | null> {
    if (request.kind !== RunKind.REVERT || request.reverts === null) return null;
    const run = await findRun(transaction, request.reverts);
    if (run === null) throw new Refusal(RefusalCode.NOT_FOUND, `there is no run ${request.reverts}`, 'reverts');
    if (run.mapping !== request.mapping.name)
      throw new Refusal(RefusalCode.INVALID_INPUT, `the run is of ${run.mapping}`, 'mapping');
    if (!allowedActions(run).includes(RunAction.REVERT))
      throw new Refusal(RefusalCode.NOT_REVERTIBLE, 'the run wrote nothing, or is not over', 'reverts');
    return run;
  }

  private async insert(transaction: WriteTransaction, request: RunRequest, reverted: Run | null): Promise<string> {
    const [row] = await ask<{ id: string }>(
      transaction,
      `INSERT INTO counterpart.run (kind, mapping, state, legacy_ids, root_cause, incremental, with_parents, dry_run, reverts,
         on_failure, max_failures, rows_per_second, requested_by, reason)
       VALUES ($1, $2, 'QUEUED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       ON CONFLICT (mapping) WHERE state IN ('QUEUED', 'RUNNING', 'PAUSED') DO NOTHING RETURNING id::text`,
      [
        request.kind,
        request.mapping.name,
        request.legacyIds,
        request.rootCause,
        request.incremental,
        request.withParents,
        request.dryRun,
        reverted?.id ?? null,
        request.onFailure,
        request.maxFailures,
        request.rowsPerSecond,
        request.actor,
        request.reason,
      ],
    );
    if (row === undefined) throw anotherIsActive(request.mapping.name);
    await addSegments(transaction, row.id, [{ kind: 'PLAN' }]);
    return row.id;
  }

  private async decide(work: (transaction: WriteTransaction) => Promise<string>): Promise<RunAnswer> {
    try {
      const run = await inTransaction(this.source, async (transaction) =>
        findRun(transaction, await work(transaction)),
      );
      return { run, refusals: [] };
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal instanceof Refusal) return { run: null, refusals: [refusal.view()] };
      throw error;
    }
  }
}

const anotherIsActive = (mapping: string): Refusal =>
  new Refusal(RefusalCode.RUN_ACTIVE, `another run of ${mapping} is not over: wait for it, or cancel it`, 'mapping');

function whyNot(run: Run, { wanted, check }: Request): Refusal | null {
  if (wanted === RunAction.APPROVE && isRequestExpired(run))
    return new Refusal(RefusalCode.PLAN_EXPIRED, 'nobody decided in time: resumeRun asks again, cancelRun ends it');
  if (!allowedActions(run).includes(wanted))
    return new Refusal(RefusalCode.NOT_APPLICABLE, `the run is ${run.state}: ${adviceFor(run)}`);
  return check?.(run) ?? null;
}

function adviceFor(run: Run): string {
  const actions = allowedActions(run).map((action) => action.toLowerCase());
  return actions.length === 0 ? 'nothing can be asked of it any more' : `it can be asked to ${actions.join(' or ')}`;
}
