import type { DataSource } from 'typeorm';
import { type ApprovalPolicy, PLAIN_POLICY } from '../approvals/approval-policy';
import { ApprovalNeeded, WriteApprovals } from '../approvals/write-approvals';
import { appendAudit } from '../ledger/audit-chain';
import { listChangesByIds } from '../ledger/lists';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { inSpan } from '../span';
import { asRefusal, isConnectionLost, isOutOfRoom, isTransient } from './database-error';
import { claimKey, type KeyUse, storeResponse } from './idempotency';
import type { ExecutedWrite, Plan } from './plan';
import { requireWritable } from './read-only';
import { recheck } from './recheck';
import { Refusal, RefusalCode } from './refusal';
import { rememberRejection } from './remember-rejection';
import { WriteSession } from './session';
import { WriteTransaction } from './transaction';
import { NOTHING, subjectOf, type WriteAnswer } from './write-answer';
import { checkLengths, checkPlan, checkRequest, type WriteRequest } from './write-request';

/** Plans inside the transaction, after the record was locked, so that the plan is of the state it will be applied to. */
export type Planner = (session: WriteSession) => Promise<Plan>;

const ATTEMPTS = 3;

/** What keeps every record of a run from being written. */
const isRunsOwn = (error: unknown): boolean => isConnectionLost(error) || isOutOfRoom(error);

/** The fingerprint of a record that neither side has. */
const ABSENT = 'absent';

/** The write protocol: one record, one transaction, with its audit entry and its way back. */
export class WriteProtocol {
  private readonly approvals: WriteApprovals;

  constructor(
    private readonly source: DataSource,
    private readonly legacy: Database,
    private readonly mappings: readonly Mapping[],
    /** Whether the configuration asks for READ_ONLY, whatever the ledger says. */
    private readonly isReadOnly = false,
    policy: ApprovalPolicy = PLAIN_POLICY,
  ) {
    this.approvals = new WriteApprovals(source, policy);
  }

  /**
   * Compares one record and remembers how it stands. It writes nothing but the ledger and may be repeated at will, so
   * it needs none of what a write needs; what is given is honoured all the same.
   */
  async compare(request: WriteRequest, mapping: Mapping, legacyId: string): Promise<WriteAnswer> {
    const empty: WriteAnswer = { ...NOTHING, mapping: mapping.name, legacyId };
    const planner: Planner = async (session) => {
      const pair = await session.takeRecord(mapping, legacyId);
      if (pair !== null) session.hold(pair);
      return {
        mapping,
        legacyId,
        newId: pair?.rows[0]?.id ?? null,
        fingerprint: pair?.fingerprint.text ?? ABSENT,
        writes: [],
      };
    };
    const answer = await this.answer(empty, async () => {
      checkLengths(request);
      return this.retry(request, empty, planner);
    });
    // A replay does not plan, and must say the same.
    if (answer.fingerprint !== ABSENT) return answer;
    const gone = new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} ${legacyId} exists on neither side`, 'legacyId');
    return { ...answer, fingerprint: null, refusals: [...answer.refusals, gone.view()] };
  }

  /** Carries out a plan, or previews it and rolls back. Refusals are part of the answer; only faults are thrown. */
  async write(
    request: WriteRequest,
    subject: Pick<WriteAnswer, 'mapping' | 'legacyId' | 'newId'>,
    planner: Planner,
  ): Promise<WriteAnswer> {
    const empty: WriteAnswer = { ...NOTHING, ...subject };
    return this.answer(empty, async () => {
      checkRequest(request);
      return this.retry(request, empty, planner).catch((error: unknown) => {
        // The work is undone by now, and the key is free for the same request once it was approved.
        if (error instanceof ApprovalNeeded) return this.approvals.ask(request, empty, error);
        throw error;
      });
    });
  }

  /**
   * The same as part of a run, which was planned as a whole: the record is taken as it is when its turn comes. What
   * concerns all of its records, such as a database that is gone, is thrown.
   */
  async writeInRun(
    request: WriteRequest,
    subject: Pick<WriteAnswer, 'mapping' | 'legacyId' | 'newId'>,
    planner: Planner,
  ): Promise<WriteAnswer> {
    const empty: WriteAnswer = { ...NOTHING, ...subject };
    return this.answer(empty, () => this.retry(request, empty, planner), isRunsOwn);
  }

  private async answer(
    empty: WriteAnswer,
    work: () => Promise<WriteAnswer>,
    isThrown: (error: unknown) => boolean = () => false,
  ): Promise<WriteAnswer> {
    try {
      return await work();
    } catch (error) {
      if (isThrown(error)) throw error;
      const refusal = asRefusal(error);
      if (refusal instanceof Refusal) return { ...empty, refusals: [refusal.view()] };
      throw error;
    }
  }

  /** A transaction that the server itself undid, or whose connection broke before COMMIT, is simply done again. */
  private async retry(request: WriteRequest, empty: WriteAnswer, planner: Planner): Promise<WriteAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const span = request.dryRun ? 'plan record' : 'apply record';
        return await inSpan(span, { 'counterpart.mapping': empty.mapping }, () =>
          this.attempt(request, empty, planner),
        );
      } catch (error) {
        const mayRetry = attempt < ATTEMPTS && (isTransient(error) || (attempt === 1 && isConnectionLost(error)));
        if (!mayRetry) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
      }
    }
  }

  private async attempt(request: WriteRequest, empty: WriteAnswer, planner: Planner): Promise<WriteAnswer> {
    const transaction = await WriteTransaction.begin(this.source);
    try {
      return request.dryRun
        ? await this.preview(transaction, request, empty, planner)
        : await this.apply(transaction, request, empty, planner);
    } finally {
      await transaction.rollback();
    }
  }

  private async preview(
    transaction: WriteTransaction,
    request: WriteRequest,
    empty: WriteAnswer,
    planner: Planner,
  ): Promise<WriteAnswer> {
    const session = new WriteSession(transaction, this.legacy, this.mappings, request.expectedFingerprint);
    const plan = await planner(session);
    checkPlan(request, plan);
    const executed: ExecutedWrite[] = [];
    for (const write of plan.writes) executed.push(await session.execute(write));
    return { ...empty, ...subjectOf(plan), plan: executed, fingerprint: plan.fingerprint };
  }

  private async apply(
    transaction: WriteTransaction,
    request: WriteRequest,
    empty: WriteAnswer,
    planner: Planner,
  ): Promise<WriteAnswer> {
    const use: KeyUse = {
      actor: request.actor,
      mutation: request.mutation,
      key: request.idempotencyKey ?? '',
      request: request.request,
    };
    const stored = request.idempotencyKey === null ? null : await claimKey<WriteAnswer>(transaction, use);
    if (stored !== null) return { ...stored, replayed: true };
    await transaction.setSavepoint();
    const session = new WriteSession(transaction, this.legacy, this.mappings, request.expectedFingerprint);
    try {
      const { answer, plan } = await this.carryOut(session, request, empty, planner);
      if (request.idempotencyKey !== null) await storeResponse(transaction, use, answer);
      await transaction.commit();
      return { ...answer, refusals: await recheck(this.legacy, plan) };
    } catch (error) {
      // Whatever may be done again is left to the retry, and what failed at the commit has no transaction to keep.
      if (isTransient(error) || isConnectionLost(error) || !transaction.isOpen) throw error;
      return await this.refuse(transaction, use, empty, asRefusal(error));
    }
  }

  private async carryOut(session: WriteSession, request: WriteRequest, empty: WriteAnswer, planner: Planner) {
    const plan = await planner(session);
    checkPlan(request, plan);
    if (plan.writes.length > 0) await requireWritable(session.transaction, this.isReadOnly);
    const approval = await this.approvals.use(session, request, plan);
    const author = {
      actor: request.actor,
      mutation: request.mutation,
      reason: request.reason ?? '',
      run: request.run ?? null,
    };
    const executed: ExecutedWrite[] = [];
    const changeIds: string[] = [];
    for (const write of plan.writes) {
      const done = await session.execute(write);
      executed.push(done);
      changeIds.push(await session.recordChange(write, done, author));
    }
    await plan.ledger?.();
    const touchedOnce = new Map(
      [...plan.writes, plan].map((touched) => [
        `${touched.mapping.name}/${touched.legacyId}/${touched.newId}`,
        touched,
      ]),
    );
    for (const touched of touchedOnce.values()) {
      await session.refresh(touched.mapping, touched.legacyId, touched.newId);
    }
    const subject = subjectOf(plan);
    const isWrite = plan.writes.length > 0 || plan.ledger !== undefined;
    if (isWrite)
      await appendAudit(session.transaction, {
        ...subject,
        actor: author.actor,
        action: author.mutation,
        reason: author.reason,
        changes: changeIds,
        ...(request.run === undefined ? {} : { run: request.run }),
        ...(approval === null ? {} : { approval }),
      });
    const changes = await listChangesByIds(session.transaction, changeIds);
    const outcome = { plan: executed, changes, fingerprint: plan.fingerprint, approvalId: approval?.id ?? null };
    return { answer: { ...empty, ...subject, ...outcome }, plan };
  }

  /** Undoes the work, keeps the claim and stores a final refusal for replays; what may succeed later is not stored. */
  private async refuse(
    transaction: WriteTransaction,
    use: KeyUse,
    empty: WriteAnswer,
    refusal: unknown,
  ): Promise<WriteAnswer> {
    if (!(refusal instanceof Refusal) || refusal.isRetryable || use.key === '') throw refusal;
    await transaction.rollbackToSavepoint();
    const answer = { ...empty, approvalId: refusal.approvalId, refusals: [refusal.view()] };
    await storeResponse(transaction, use, answer);
    if (refusal.code === RefusalCode.CONSTRAINT_VIOLATION)
      await rememberRejection(transaction, this.legacy, this.mappings, use.mutation, empty, refusal);
    await transaction.commit();
    return answer;
  }
}
