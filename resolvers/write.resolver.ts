import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Change } from '../entities/ledger/change';
import type { Mapping } from '../reconciliation/mapping';
import { isOutOfReach } from '../reconciliation/writing/database-error';
import { planMigration } from '../reconciliation/writing/migrate-record';
import type { Planner } from '../reconciliation/writing/protocol';
import { planReconciliation } from '../reconciliation/writing/reconcile-record';
import { RefusalCode } from '../reconciliation/writing/refusal';
import { planRemoval } from '../reconciliation/writing/remove-record';
import { planRevert } from '../reconciliation/writing/revert-change';
import { planWaiver, planWithdrawal } from '../reconciliation/writing/waive-discrepancy';
import type { WriteAnswer } from '../reconciliation/writing/write-answer';
import type { WriteRequest } from '../reconciliation/writing/write-request';
import type { RequestContext } from './context';
import { checkNewId, inputError } from './input-error';
import { redactChange } from './redact';
import { WRITERS } from './role';
import { presentPair } from './types/record-pair';
import {
  type AnyWriteInput,
  DiffRecordInput,
  MigrateRecordInput,
  ReconcileRecordInput,
  RemoveRecordInput,
  RevertChangeInput,
  WaiveDiscrepancyInput,
  WithdrawWaiverInput,
} from './types/write-inputs';
import { PlannedChange, payloadOf, UserError, type WritePayload } from './types/write-payloads';

const DiffRecordPayload = payloadOf('DiffRecord');
const MigrateRecordPayload = payloadOf('MigrateRecord');
const ReconcileRecordPayload = payloadOf('ReconcileRecord');
const RemoveRecordPayload = payloadOf('RemoveRecord');
const WaiveDiscrepancyPayload = payloadOf('WaiveDiscrepancy');
const WithdrawWaiverPayload = payloadOf('WithdrawWaiver');
const RevertChangePayload = payloadOf('RevertChange');

type Subject = Pick<WriteAnswer, 'mapping' | 'legacyId' | 'newId'>;

function requestOf(context: RequestContext, mutation: string, input: AnyWriteInput): WriteRequest {
  const { idempotencyKey, ...request } = input;
  return {
    actor: context.viewer.name,
    mutation,
    request,
    dryRun: input.dryRun,
    expectedFingerprint: input.expectedFingerprint ?? null,
    reason: input.reason ?? null,
    idempotencyKey: idempotencyKey ?? null,
  };
}

/** What became of the record: read afresh, because a replay answers long after the fact. */
async function readRecord(context: RequestContext, answer: WriteAnswer): Promise<WritePayload['record']> {
  const mapping = context.service.mappings.find((candidate) => candidate.name === answer.mapping);
  if (mapping === undefined) return null;
  const { loaders } = context;
  const byLegacyId = answer.legacyId === null ? null : await loaders.pairs.load({ mapping, id: answer.legacyId });
  const pair =
    byLegacyId ?? (answer.newId === null ? null : await loaders.pairsByNewId.load({ mapping, id: answer.newId }));
  return pair === null ? null : presentPair(pair);
}

/** What was done or refused matters more than the record: when that cannot be read, the answer goes without it. */
async function currentRecord(context: RequestContext, answer: WriteAnswer): Promise<WritePayload['record']> {
  // Whoever holds the record may hold it against readers too; the caller will ask again anyway.
  if (answer.refusals.some(({ code }) => code === RefusalCode.RECORD_BUSY)) return null;
  return readRecord(context, answer).catch((error: unknown) => {
    if (isOutOfReach(error)) return null;
    throw error;
  });
}

/** A replay tells what became of the changes since, as far as that can be read. */
async function currentChanges({ loaders }: RequestContext, { changes, replayed }: WriteAnswer): Promise<Change[]> {
  if (!replayed) return [...changes];
  const read = await loaders.changes.loadMany(changes.map((change) => change.id));
  return changes.map((change, index) => {
    const current = read[index];
    return current === undefined || current === null || current instanceof Error ? change : current;
  });
}

async function payload(context: RequestContext, answer: WriteAnswer): Promise<WritePayload> {
  const changes = await currentChanges(context, answer);
  return {
    record: await currentRecord(context, answer),
    plan: answer.plan.map((write) => PlannedChange.of(write)),
    changes: changes.map(redactChange),
    fingerprint: answer.fingerprint,
    replayed: answer.replayed,
    userErrors: answer.refusals.map((refusal) => Object.assign(new UserError(), refusal)),
  };
}

async function carryOut(
  context: RequestContext,
  mutation: string,
  input: AnyWriteInput,
  subject: Subject,
  planner: Planner,
): Promise<WritePayload> {
  return payload(context, await context.service.protocol.write(requestOf(context, mutation, input), subject, planner));
}

const subjectOf = (mapping: Mapping, legacyId: string | null, newId: string | null = null): Subject => ({
  mapping: mapping.name,
  legacyId,
  newId,
});

@Resolver()
export class WriteResolver {
  @Authorized(WRITERS)
  @Mutation(() => DiffRecordPayload, {
    description:
      'Compares a record now and brings the ledger up to date with it; writes nothing else. A dry run leaves the ledger alone as well.',
  })
  async diffRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => DiffRecordInput) input: DiffRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.service.mapping(input.mapping);
    return payload(
      context,
      await context.service.protocol.compare(requestOf(context, 'diffRecord', input), mapping, input.legacyId),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => MigrateRecordPayload, {
    description: 'Creates the missing counterpart of a legacy record, and where asked its missing parents first.',
  })
  async migrateRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => MigrateRecordInput) input: MigrateRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.service.mapping(input.mapping);
    const request = {
      mapping,
      legacyId: input.legacyId,
      withParents: input.withParents,
      overrides: input.overrides ?? [],
    };
    return carryOut(context, 'migrateRecord', input, subjectOf(mapping, input.legacyId), (session) =>
      planMigration(session, request),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => ReconcileRecordPayload, {
    description: 'Settles differences field by field: takes legacy, keeps new, or sets a given value.',
  })
  async reconcileRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconcileRecordInput) input: ReconcileRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.service.mapping(input.mapping);
    const request = { mapping, legacyId: input.legacyId, resolutions: input.resolutions };
    return carryOut(context, 'reconcileRecord', input, subjectOf(mapping, input.legacyId), (session) =>
      planReconciliation(session, request),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => RemoveRecordPayload, {
    description: 'Removes a row that should not be there: an EXTRA one, or a surplus copy of an AMBIGUOUS record.',
  })
  async removeRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => RemoveRecordInput) input: RemoveRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.service.mapping(input.mapping);
    const newId = checkNewId(input.newId);
    return carryOut(context, 'removeRecord', input, subjectOf(mapping, null, newId), (session) =>
      planRemoval(session, { mapping, newId }),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => WaiveDiscrepancyPayload, {
    description: 'Accepts a discrepancy as it stands, until it expires or either side changes.',
  })
  async waiveDiscrepancy(
    @Ctx() context: RequestContext,
    @Arg('input', () => WaiveDiscrepancyInput) input: WaiveDiscrepancyInput,
  ): Promise<WritePayload> {
    const mapping = context.service.mapping(input.mapping);
    const legacyId = input.legacyId ?? null;
    const newId = input.newId?.toLowerCase() ?? null;
    if ((legacyId === null) === (newId === null)) throw inputError('give legacyId or newId: one of them, not both');
    const request = {
      mapping,
      legacyId,
      newId,
      expiresAt: input.expiresAt ?? null,
      actor: context.viewer.name,
      reason: input.reason ?? '',
    };
    return carryOut(context, 'waiveDiscrepancy', input, subjectOf(mapping, legacyId, newId), (session) =>
      planWaiver(session, request),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => WithdrawWaiverPayload, { description: 'Ends a waiver; what it covered is open again.' })
  async withdrawWaiver(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawWaiverInput) input: WithdrawWaiverInput,
  ): Promise<WritePayload> {
    const subject = { mapping: '', legacyId: null, newId: null };
    const plan: Planner = (session) =>
      planWithdrawal(session, input.waiverId.toLowerCase(), context.viewer.name, input.reason ?? '');
    return carryOut(context, 'withdrawWaiver', input, subject, plan);
  }

  @Authorized(WRITERS)
  @Mutation(() => RevertChangePayload, {
    description: 'Takes a change back: the row becomes exactly what it was, or the answer says what changed since.',
  })
  async revertChange(
    @Ctx() context: RequestContext,
    @Arg('input', () => RevertChangeInput) input: RevertChangeInput,
  ): Promise<WritePayload> {
    const subject = { mapping: '', legacyId: null, newId: null };
    return carryOut(context, 'revertChange', input, subject, (session) => planRevert(session, input.changeId));
  }
}
