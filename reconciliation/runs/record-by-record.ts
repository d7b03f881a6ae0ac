import { OnFailure, PauseReason, RunKind } from '../../entities/ledger/run';
import { StoppedByFailure } from '../loading/load-order';
import type { Mapping } from '../mapping';
import { planMigration } from '../writing/migrate-record';
import type { Plan } from '../writing/plan';
import { planReconciliation, takeLegacy } from '../writing/reconcile-record';
import { Refusal, RefusalCode, type RefusalView } from '../writing/refusal';
import { planRevert } from '../writing/revert-change';
import type { WriteSession } from '../writing/session';
import { inTransaction } from '../writing/transaction';
import type { WriteAnswer } from '../writing/write-answer';
import { type Counts, type Failed, type Hold, Interrupted, type Progress } from './hold';
import { isUnreachable } from './pauses';
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

/** What keeps every record from being written is no word about this one, and the checkpoint knows whether it was. */
function throwRunsOwn(refusals: readonly RefusalView[]): void {
  for (const { code, message } of refusals) {
    if (code === RefusalCode.READ_ONLY) throw new Interrupted(message, PauseReason.READ_ONLY);
    if (isUnreachable(code)) throw new Refusal(code, message);
  }
}

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
    await this.keep({ isDone: true });
  }

  /** What somebody else holds is tried again in a while, as a segment of its own. */
  private async putOff(legacyId: string): Promise<void> {
    await this.keep({ doneUpTo: legacyId, putOff: [legacyId] });
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
    throwRunsOwn(refusals);
    if (mayWait && refusals.some(isForLater)) return false;
    await this.settle(subject, answer, refusals, mark);
    return true;
  }

  /** Progress of its own, where no write carries it. */
  private keep(progress: Progress): Promise<void> {
    return inTransaction(this.tools.source, (transaction) => this.hold.checkpoint(transaction, progress));
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
    await this.keep({ counts, failures: failure === null ? [] : [failure], doneUpTo: mark });
    if (isFailed && this.order.onFailure === OnFailure.STOP) throw new StoppedByFailure(1);
  }
}

const countsOf = (writes: number): Counts => ({ rows: 1, written: writes, matched: 1 });
