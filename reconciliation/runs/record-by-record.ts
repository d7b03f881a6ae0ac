import { OnFailure, RunKind } from '../../entities/ledger/run';
import { StoppedByFailure } from '../loading/load-order';
import type { Mapping } from '../mapping';
import { planMigration } from '../writing/migrate-record';
import type { Plan } from '../writing/plan';
import { planReconciliation, takeLegacy } from '../writing/reconcile-record';
import { RefusalCode, type RefusalView } from '../writing/refusal';
import { planRevert } from '../writing/revert-change';
import type { WriteSession } from '../writing/session';
import { WriteTransaction } from '../writing/transaction';
import type { WriteAnswer } from '../writing/write-answer';
import type { Counts, Failed, Hold } from './hold';
import type { RunOrder } from './run-order';
import type { RunTools } from './run-tools';

type Planner = (session: WriteSession) => Promise<Plan>;

interface Subject {
  readonly mapping: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
}

/** Refusals that say that the work is done already, or not yet possible for a moment. */
const isSettled = ({ code }: RefusalView): boolean => code === RefusalCode.ALREADY_IN_SYNC;
const isForLater = ({ retryable }: RefusalView): boolean => retryable;

/** Writes records one by one through the protocol of single records; each is a transaction with its checkpoint in it. */
export class RecordByRecord {
  constructor(
    private readonly tools: RunTools,
    private readonly order: RunOrder,
    private readonly hold: Hold,
  ) {}

  /** Creates or settles the records of these ids, after the one that was done last. */
  async migrateOrReconcile(mapping: Mapping, legacyIds: readonly string[], doneUpTo: string | null): Promise<void> {
    const left = legacyIds.slice(doneUpTo === null ? 0 : legacyIds.indexOf(doneUpTo) + 1);
    await this.each(left, (legacyId) => ({
      subject: { mapping: mapping.name, legacyId, newId: null },
      planner: (session) => this.planRecord(session, mapping, legacyId),
    }));
  }

  /** Takes back changes of single records, the newest first as they are listed. */
  async revert(mapping: Mapping, changeIds: readonly string[], marks: (changeId: string) => string): Promise<void> {
    await this.each(changeIds, (changeId) => ({
      subject: { mapping: mapping.name, legacyId: null, newId: null },
      planner: (session) => planRevert(session, changeId),
      mark: marks(changeId),
    }));
  }

  private async planRecord(session: WriteSession, mapping: Mapping, legacyId: string): Promise<Plan> {
    const { kind, withParents } = this.order;
    if (kind === RunKind.RECONCILE) {
      const resolutions = await takeLegacy(session, mapping, legacyId);
      if (resolutions !== null) return planReconciliation(session, { mapping, legacyId, resolutions });
    }
    return planMigration(session, { mapping, legacyId, withParents, overrides: [] });
  }

  private async each(
    names: readonly string[],
    taskOf: (name: string) => { subject: Subject; planner: Planner; mark?: string },
  ): Promise<void> {
    for (const name of names) {
      const { subject, planner, mark = name } = taskOf(name);
      // What is alone in its segment has waited already, and changes are taken back in their order or not at all.
      const mayWait = names.length > 1 && mark === name;
      if (!(await this.one(name, subject, planner, mark, mayWait))) await this.putOff(name);
    }
    const transaction = await WriteTransaction.begin(this.tools.source);
    try {
      await this.hold.checkpoint(transaction, { isDone: true });
      await transaction.commit();
    } finally {
      await transaction.rollback();
    }
  }

  /** What somebody else holds is tried again in a while, as a segment of its own. */
  private async putOff(legacyId: string): Promise<void> {
    const transaction = await WriteTransaction.begin(this.tools.source);
    try {
      await this.hold.checkpoint(transaction, { doneUpTo: legacyId, putOff: [legacyId] });
      await transaction.commit();
    } finally {
      await transaction.rollback();
    }
  }

  /** False: the record is busy and may be tried again. */
  private async one(
    name: string,
    subject: Subject,
    planner: Planner,
    mark: string,
    mayWait: boolean,
  ): Promise<boolean> {
    await this.hold.beforeBatch(1);
    const { id, requestedBy, reason, dryRun } = this.order;
    const request = {
      actor: requestedBy,
      mutation: 'startRun',
      request: { run: id, ...subject, name },
      dryRun,
      expectedFingerprint: null,
      reason,
      idempotencyKey: `run/${id}/${name}`,
      run: id,
    };
    const answer = await this.tools.protocol.writeInRun(request, subject, async (session) => {
      const plan = await planner(session);
      if (dryRun) return plan;
      const keep = (): Promise<void> =>
        this.hold.checkpoint(session.transaction, { counts: countsOf(plan.writes.length), doneUpTo: mark });
      return { ...plan, ledger: keep };
    });
    const refusals = answer.refusals.filter((refusal) => refusal.code !== RefusalCode.NEEDS_RECHECK);
    if (mayWait && refusals.some(isForLater)) return false;
    await this.settle(subject, answer, refusals, mark);
    return true;
  }

  /** Counts what the transaction of the write itself did not count. */
  private async settle(
    { legacyId }: Subject,
    answer: WriteAnswer,
    refusals: readonly RefusalView[],
    mark: string,
  ): Promise<void> {
    const isWritten = refusals.length === 0 && !this.order.dryRun && !answer.replayed;
    if (isWritten) return;
    const [refusal] = refusals;
    const isFailed = refusal !== undefined && !isSettled(refusal);
    const failure: Failed | null = isFailed ? { legacyId, code: refusal.code, message: refusal.message } : null;
    const counts: Counts = isFailed
      ? { rows: 1, failed: 1 }
      : refusal === undefined
        ? countsOf(answer.plan.length)
        : { rows: 1, matched: 1 };
    const transaction = await WriteTransaction.begin(this.tools.source);
    try {
      await this.hold.checkpoint(transaction, { counts, failures: failure === null ? [] : [failure], doneUpTo: mark });
      await transaction.commit();
    } finally {
      await transaction.rollback();
    }
    if (isFailed && this.order.onFailure === OnFailure.STOP) throw new StoppedByFailure(1);
  }
}

const countsOf = (writes: number): Counts => ({ rows: 1, written: writes, matched: 1 });
