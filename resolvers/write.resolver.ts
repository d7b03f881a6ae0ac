import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Approval } from '../entities/ledger/approval';
import type { Change } from '../entities/ledger/change';
import { findApproval } from '../reconciliation/approvals/approval-store';
import type { Mapping } from '../reconciliation/mapping';
import { isOutOfReach } from '../reconciliation/writing/database-error';
import type { Planner } from '../reconciliation/writing/protocol';
import { planReconciliation } from '../reconciliation/writing/reconcile-record';
import { RefusalCode } from '../reconciliation/writing/refusal';
import { planRemoval } from '../reconciliation/writing/remove-record';
import type { WriteAnswer } from '../reconciliation/writing/write-answer';
import type { WriteRequest } from '../reconciliation/writing/write-request';
import { isLoggable } from './access/access-log';
import { sealOf } from './access/fingerprint-seal';
import { redactChange } from './access/redact';
import { WRITERS } from './access/role';
import type { RequestContext } from './context';
import { checkNewId } from './input-error';
import { migrationBy, revertBy, withdrawalBy } from './own-writes';
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
import { PlannedChange, payloadOf, UserError, type WritePayload, waivePayload } from './types/write-payloads';
import { waiverBy } from './waiver-by';

const DiffRecordPayload = payloadOf('DiffRecord');
const MigrateRecordPayload = payloadOf('MigrateRecord');
const ReconcileRecordPayload = payloadOf('ReconcileRecord');
const RemoveRecordPayload = payloadOf('RemoveRecord');
const WaiveDiscrepancyPayload = waivePayload();
const WithdrawWaiverPayload = payloadOf('WithdrawWaiver');
const RevertChangePayload = payloadOf('RevertChange');

type Subject = Pick<WriteAnswer, 'mapping' | 'legacyId' | 'newId'>;

async function requestOf(context: RequestContext, mutation: string, input: AnyWriteInput): Promise<WriteRequest> {
  const { idempotencyKey, ...request } = input;
  const sent = input.expectedFingerprint ?? null;
  return {
    actor: context.viewer.name,
    mutation,
    request,
    dryRun: input.dryRun,
    expectedFingerprint: sent === null ? null : (await sealOf(context.service.sides.new)).open(sent),
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

/** What was done or refused matters more than the request: when that cannot be read, the answer goes without it. */
async function currentApproval({ service }: RequestContext, { approvalId }: WriteAnswer): Promise<Approval | null> {
  if (approvalId == null) return null;
  return findApproval(service.sides.new, approvalId).catch((error: unknown) => {
    if (isOutOfReach(error)) return null;
    throw error;
  });
}

async function closed({ service }: RequestContext, fingerprint: string | null): Promise<string | null> {
  return fingerprint === null ? null : (await sealOf(service.sides.new)).close(fingerprint);
}

async function payload(context: RequestContext, answer: WriteAnswer): Promise<WritePayload> {
  // A replay may be of a time when more systems were the caller's.
  const named = [answer, ...answer.plan, ...answer.changes].map(({ mapping }) => mapping);
  context.access.requireOpen(named.filter((name) => name !== ''));
  // What was done or refused is told in any case; who saw it cannot be logged, so that it is told without the values.
  if (context.sight.isClear && !(await isLoggable(context.service.sides.new))) context.sight.dim();
  const changes = await currentChanges(context, answer);
  return {
    record: await currentRecord(context, answer),
    plan: answer.plan.map((write) => PlannedChange.of(write, context)),
    changes: changes.map((change) => redactChange(change, context)),
    fingerprint: await closed(context, answer.fingerprint),
    replayed: answer.replayed,
    covers: answer.waives?.covers ?? null,
    approval: await currentApproval(context, answer),
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
  return payload(
    context,
    await context.service.protocol.write(await requestOf(context, mutation, input), subject, planner),
  );
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
    const mapping = context.access.mapping(input.mapping);
    return payload(
      context,
      await context.service.protocol.compare(await requestOf(context, 'diffRecord', input), mapping, input.legacyId),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => MigrateRecordPayload, {
    description:
      'Creates the missing counterpart of a legacy record, and where asked its missing parents first. FORBIDDEN where a parent is of a system that is not yours.',
  })
  async migrateRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => MigrateRecordInput) input: MigrateRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.access.mapping(input.mapping);
    const request = {
      mapping,
      legacyId: input.legacyId,
      withParents: input.withParents,
      overrides: input.overrides ?? [],
    };
    const planner = migrationBy(context, request);
    return carryOut(context, 'migrateRecord', input, subjectOf(mapping, input.legacyId), planner);
  }

  @Authorized(WRITERS)
  @Mutation(() => ReconcileRecordPayload, {
    description: 'Settles differences field by field: takes legacy, keeps new, or sets a given value.',
  })
  async reconcileRecord(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconcileRecordInput) input: ReconcileRecordInput,
  ): Promise<WritePayload> {
    const mapping = context.access.mapping(input.mapping);
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
    const mapping = context.access.mapping(input.mapping);
    const newId = checkNewId(input.newId);
    return carryOut(context, 'removeRecord', input, subjectOf(mapping, null, newId), (session) =>
      planRemoval(session, { mapping, newId }),
    );
  }

  @Authorized(WRITERS)
  @Mutation(() => WaiveDiscrepancyPayload, {
    description:
      'Accepts a record as it stands, a field of a record, or whatever a root cause explains. It ends when it expires, is withdrawn, or what was accepted is not so any more.',
  })
  async waiveDiscrepancy(
    @Ctx() context: RequestContext,
    @Arg('input', () => WaiveDiscrepancyInput) input: WaiveDiscrepancyInput,
  ): Promise<WritePayload> {
    const { subject, planner } = waiverBy(context, input);
    return carryOut(context, 'waiveDiscrepancy', input, subject, planner);
  }

  @Authorized(WRITERS)
  @Mutation(() => WithdrawWaiverPayload, { description: 'Ends a waiver; what it covered is open again.' })
  async withdrawWaiver(
    @Ctx() context: RequestContext,
    @Arg('input', () => WithdrawWaiverInput) input: WithdrawWaiverInput,
  ): Promise<WritePayload> {
    const subject = { mapping: '', legacyId: null, newId: null };
    const planner = withdrawalBy(context, input.waiverId.toLowerCase(), input.reason ?? '');
    return carryOut(context, 'withdrawWaiver', input, subject, planner);
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
    return carryOut(context, 'revertChange', input, subject, revertBy(context, input.changeId));
  }
}
