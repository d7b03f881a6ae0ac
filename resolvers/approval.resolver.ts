import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Approval } from '../entities/ledger/approval';
import { findApproval, listApprovals } from '../reconciliation/approvals/approval-store';
import { type Decision, decideApproval } from '../reconciliation/approvals/decide-approval';
import { isOutOfReach } from '../reconciliation/writing/database-error';
import { APPROVERS, READERS } from './access/role';
import { type Connection, connect, decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { checkApprovalId, checkFirst } from './input-error';
import {
  ApprovalConnection,
  ApprovalPayload,
  ApprovalWhere,
  ApproveWriteInput,
  type DecideWriteInput,
  RejectWriteInput,
} from './types/approval';
import { PlannedChange, UserError } from './types/write-payloads';

const isOpen = ({ access }: RequestContext, names: readonly string[]): boolean =>
  names.every((name) => access.isOpenName(name));

/** Null: there is none of this id, or it reaches a system that is not the caller's. */
async function findOwn(context: RequestContext, id: string): Promise<Approval | null> {
  const approval = await findApproval(context.service.sides.new, id);
  return approval !== null && isOpen(context, approval.mappings) ? approval : null;
}

/** The request as it stands, which is less than what was said about it: without it the answer goes all the same. */
function findUnchanged(context: RequestContext, id: string): Promise<Approval | null> {
  return findOwn(context, id).catch((error: unknown) => {
    if (isOutOfReach(error)) return null;
    throw error;
  });
}

async function decide(
  context: RequestContext,
  decision: Decision,
  { id: given, reason }: DecideWriteInput,
): Promise<ApprovalPayload> {
  const { service, viewer } = context;
  const id = given.toLowerCase();
  const request = {
    id,
    actor: viewer.name,
    decision,
    reason,
    isOpen: (names: readonly string[]) => isOpen(context, names),
  };
  const { approval, refusals } = await decideApproval(service.newSource, request);
  return Object.assign(new ApprovalPayload(), {
    approval: approval ?? (await findUnchanged(context, id)),
    userErrors: refusals.map((refusal) => Object.assign(new UserError(), refusal)),
  });
}

@Resolver(() => Approval)
export class ApprovalResolver {
  @Authorized(READERS)
  @Query(() => Approval, {
    nullable: true,
    description: 'One request for approval as it stands now. Null: there is none of this id.',
  })
  async approval(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<Approval | null> {
    return findOwn(context, checkApprovalId(id));
  }

  @Authorized(READERS)
  @Query(() => ApprovalConnection, {
    description:
      'Writes of single records that need a second person, the newest first. Runs wait by themselves: see runs.',
  })
  async approvals(
    @Ctx() { access, service }: RequestContext,
    @Arg('first', () => Int) first: number,
    @Arg('where', () => ApprovalWhere, { nullable: true }) where?: ApprovalWhere,
    @Arg('after', () => String, { nullable: true }) after?: string,
  ): Promise<Connection<Approval>> {
    const { state, ...rest } = access.restrict(given(where));
    const filter = { ...rest, ...(state === undefined ? {} : { states: state }) };
    const cursor = decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);
    const page = await listApprovals(service.sides.new, filter, checkFirst(first), cursor);
    return connect(
      page,
      (approval) => [approval.askedAt, approval.id],
      (approval) => approval,
    );
  }

  @Authorized(APPROVERS)
  @Mutation(() => ApprovalPayload, {
    description:
      'Lets a write be carried out that somebody else asked for, exactly as it was planned, once and until it expires. Who asked sends the same request again.',
  })
  async approveWrite(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveWriteInput) input: ApproveWriteInput,
  ): Promise<ApprovalPayload> {
    return decide(context, 'APPROVED', input);
  }

  @Authorized(APPROVERS)
  @Mutation(() => ApprovalPayload, {
    description: 'Decides against a write that somebody else asked for. The same request is refused until it expires.',
  })
  async rejectWrite(
    @Ctx() context: RequestContext,
    @Arg('input', () => RejectWriteInput) input: RejectWriteInput,
  ): Promise<ApprovalPayload> {
    return decide(context, 'REJECTED', input);
  }

  @FieldResolver(() => [PlannedChange], {
    description:
      'The rows that would be written, as they were carried out, read back and undone when it was asked for.',
  })
  changes(@Root() { planned }: Approval, @Ctx() context: RequestContext): PlannedChange[] {
    return planned.map((row) => PlannedChange.of(row, context));
  }
}
