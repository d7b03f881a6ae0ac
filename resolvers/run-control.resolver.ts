import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import { RunKind } from '../entities/ledger/run';
import type { Mapping } from '../reconciliation/mapping';
import { checkRunReason } from '../reconciliation/runs/check-run-request';
import type { RunAnswer, RunControl } from '../reconciliation/runs/run-control';
import type { RunRequest } from '../reconciliation/runs/run-request';
import { findRun } from '../reconciliation/runs/run-store';
import { isOutOfReach } from '../reconciliation/writing/database-error';
import { Refusal, RefusalCode } from '../reconciliation/writing/refusal';
import { APPROVERS, RUNNERS } from './access/role';
import type { RequestContext } from './context';
import { findOwnRun } from './find-own-run';
import { ApproveRunInput, RunInput, StartRunInput } from './types/run-inputs';
import { RunPayload, StartRunPayload } from './types/run-payloads';
import { UserError } from './types/write-payloads';

const payload = ({ run, refusals }: RunAnswer): RunPayload => ({
  run,
  userErrors: refusals.map((refusal) => Object.assign(new UserError(), refusal)),
});

const refused = (code: RefusalCode, message: string, field: string): RunAnswer => ({
  run: null,
  refusals: [new Refusal(code, message, field).view()],
});

/** The mapping that a run is about, or why there is none. A revert is about the mapping of the run that it takes back. */
async function findMapping(context: RequestContext, input: StartRunInput): Promise<Mapping | RunAnswer> {
  const { access, service } = context;
  const name = input.mapping ?? null;
  if (input.kind !== RunKind.REVERT) {
    if (name !== null) return access.mapping(name);
    return refused(RefusalCode.INVALID_INPUT, 'give the mapping whose records it is about', 'mapping');
  }
  if (input.reverts == null)
    return refused(RefusalCode.INVALID_INPUT, 'a REVERT needs reverts: the id of the run to take back', 'reverts');
  const reverted = await findOwnRun(context, input.reverts);
  if (reverted === null) return refused(RefusalCode.NOT_FOUND, 'there is no run of this id', 'reverts');
  if (name !== null && name !== reverted.mapping)
    return refused(RefusalCode.INVALID_INPUT, 'the run to take back is about another mapping', 'mapping');
  const mapping = service.mappings.find((candidate) => candidate.name === reverted.mapping);
  if (mapping !== undefined) access.requireReach(mapping, reverted.withParents);
  return mapping ?? refused(RefusalCode.NOT_APPLICABLE, 'its mapping is not known any more', 'reverts');
}

/** One record may be written in several ways, as 7 and 007, and has to be done once. */
const unique = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => BigInt(id).toString()))];

const requestOf = ({ viewer }: RequestContext, mapping: Mapping, input: StartRunInput): RunRequest => ({
  actor: viewer.name,
  kind: input.kind,
  mapping,
  legacyIds: input.legacyIds == null ? null : unique(input.legacyIds),
  rootCause: input.rootCause ?? null,
  incremental: input.incremental,
  withParents: input.withParents,
  dryRun: input.dryRun,
  reverts: input.reverts?.toLowerCase() ?? null,
  onFailure: input.onFailure,
  maxFailures: input.maxFailures,
  rowsPerSecond: input.rowsPerSecond ?? null,
  reason: input.reason,
  idempotencyKey: input.idempotencyKey,
});

/** Tells a run what to do. One that was left as it is comes back with the reason, so that nobody has to ask for it. */
async function told(
  context: RequestContext,
  input: RunInput,
  tell: (runs: RunControl, actor: string, id: string) => Promise<RunAnswer>,
): Promise<RunPayload> {
  const { access, service, viewer } = context;
  const id = input.id.toLowerCase();
  if (access.isLimited && (await findOwnRun(context, id)) === null)
    return payload(refused(RefusalCode.NOT_FOUND, `there is no run ${id}`, 'id'));
  const { run, refusals } = await tell(service.runs, viewer.name, id);
  if (run !== null) return payload({ run, refusals });
  const unchanged = await findRun(service.sides.new, id).catch((error: unknown) => {
    if (isOutOfReach(error)) return null;
    throw error;
  });
  return payload({ run: unchanged, refusals });
}

@Resolver()
export class RunControlResolver {
  @Authorized(RUNNERS)
  @Mutation(() => StartRunPayload, {
    description:
      'Starts bulk work on the records of one mapping, and answers at once: ask run, or stream runProgress, for what becomes of it. A mapping has one active run at most.',
  })
  async startRun(
    @Ctx() context: RequestContext,
    @Arg('input', () => StartRunInput) input: StartRunInput,
  ): Promise<RunPayload> {
    const mapping = await findMapping(context, input);
    if ('refusals' in mapping) return payload(mapping);
    context.access.requireReach(mapping, input.withParents);
    return payload(await context.service.runs.start(requestOf(context, mapping, input)));
  }

  @Authorized(RUNNERS)
  @Mutation(() => RunPayload, {
    description: 'Pauses a run: workers stop after the batch that they are at, and what is done stays done.',
  })
  async pauseRun(@Ctx() context: RequestContext, @Arg('input', () => RunInput) input: RunInput): Promise<RunPayload> {
    return told(context, input, (runs, actor, id) => runs.pause(actor, id));
  }

  @Authorized(RUNNERS)
  @Mutation(() => RunPayload, {
    description: 'Lets a paused run go on where it stopped, or tries again what an INCOMPLETE one left undone.',
  })
  async resumeRun(@Ctx() context: RequestContext, @Arg('input', () => RunInput) input: RunInput): Promise<RunPayload> {
    return told(context, input, (runs, actor, id) => runs.resume(actor, id));
  }

  @Authorized(RUNNERS)
  @Mutation(() => RunPayload, {
    description: 'Ends a run for good. What it wrote stays, and can be taken back by a run of the kind REVERT.',
  })
  async cancelRun(@Ctx() context: RequestContext, @Arg('input', () => RunInput) input: RunInput): Promise<RunPayload> {
    return told(context, input, (runs, actor, id) => runs.cancel(actor, id));
  }

  @Authorized(APPROVERS)
  @Mutation(() => RunPayload, {
    description: 'Lets a run go on that waits for a second person, who must not be the one that started it.',
  })
  async approveRun(
    @Ctx() context: RequestContext,
    @Arg('input', () => ApproveRunInput) input: ApproveRunInput,
  ): Promise<RunPayload> {
    return told(context, input, async (runs, actor, id) => {
      const refusals = checkRunReason(input.reason);
      return refusals.length > 0 ? { run: null, refusals } : runs.approve(actor, id, input.reason);
    });
  }
}
