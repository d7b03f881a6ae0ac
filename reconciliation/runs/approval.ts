import { PauseReason, type Run, RunState } from '../../entities/ledger/run';
import { type ApprovalPolicy, namesRun } from '../approvals/approval-policy';
import { ask } from '../ledger/ledger';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { Interrupted } from './hold';
import { findOrder, isWriting, type RunOrder } from './run-order';
import { planHashOf, writtenBy } from './run-plan-hash';
import type { RunSettings, RunTools } from './run-tools';

/** Stops a run until a second person has agreed. */
export class ApprovalMissing extends Interrupted {
  constructor(
    message: string,
    /** Whether it is about to write more than was planned, so that there is more to agree to. */
    readonly isMore: boolean,
  ) {
    super(message, PauseReason.APPROVAL_REQUIRED);
  }
}

/** Whether a run needs a second person whatever its size. */
const isNamed = (mappings: readonly Mapping[], policy: ApprovalPolicy, order: RunOrder): boolean =>
  namesRun(policy, order.kind, writtenBy(mappings, order));

/** Why a run that would write so many rows needs a second person; null: it does not. */
export function whyApproval(
  mappings: readonly Mapping[],
  { approvals, approvalOver }: Pick<RunSettings, 'approvals' | 'approvalOver'>,
  order: RunOrder,
  rows: number,
): string | null {
  if (!isWriting(order) || rows === 0) return null;
  if (rows > approvalOver)
    return `It would write ${rows} rows, and more than ${approvalOver} need a second person's approval.`;
  return isNamed(mappings, approvals, order)
    ? `It would write ${rows} rows where every write needs a second person's approval.`
    : null;
}

/** What a run has written, and what was agreed to. */
interface Standing {
  readonly written: string | null;
  readonly approvedBy: string | null;
  readonly approvedPlan: string | null;
  readonly isExpired: boolean;
  readonly plannedWrites: string | null;
}

const STANDING = `SELECT (SELECT sum(written)::text FROM counterpart.run_segment WHERE run_id = r.id) AS written,
    r.approved_by AS "approvedBy", r.approved_plan AS "approvedPlan", r.planned_writes::text AS "plannedWrites",
    coalesce(r.approval_expires_at <= clock_timestamp(), false) AS "isExpired"
  FROM counterpart.run r WHERE r.id = $1::uuid`;

/**
 * Asked inside the transaction of each batch, with the rows that it wrote. The number that was planned was only expected;
 * a batch that would go beyond what was agreed is not kept, and the run waits for the second person. So it does when the
 * agreement has expired, or was to another plan or other rules than these.
 */
export async function checkApproval(
  transaction: Database,
  { mappings }: Pick<RunTools, 'mappings'>,
  order: RunOrder,
  settings: RunSettings,
  written: number,
): Promise<void> {
  if (!isWriting(order) || written === 0) return;
  // The lanes of a run take turns from here to their commit: each must see what the others wrote.
  await ask(transaction, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`counterpart/run/${order.id}`]);
  const [standing] = await ask<Standing>(transaction, STANDING, [order.id]);
  if (standing === undefined) throw new Interrupted('the run is gone');
  const rows = Number(standing.written ?? 0) + written;
  if (rows <= settings.approvalOver && !isNamed(mappings, settings.approvals, order)) return;
  const planned = Number(standing.plannedWrites ?? 0);
  const missing = whatIsMissing(standing, rows, settings.approvalOver);
  if (missing !== null) throw new ApprovalMissing(missing, rows > planned);
  if (!(await isApprovedPlan(transaction, mappings, order, standing)))
    throw new ApprovalMissing(
      'What it does or the rules that it goes by are not those that were approved: a second person has to look again.',
      false,
    );
}

function whatIsMissing({ approvedBy, isExpired, plannedWrites }: Standing, rows: number, over: number): string | null {
  if (approvedBy === null)
    return rows > over
      ? `It would write more than ${over} rows, which needs a second person's approval.`
      : "It would write where every write needs a second person's approval.";
  if (isExpired) return 'The approval has expired: a second person has to agree again.';
  const limit = Math.max(over, Number(plannedWrites ?? 0));
  return rows > limit ? `It would write more than ${limit} rows, which is more than was approved.` : null;
}

/** The order may have been asked for anew since this worker read it, so it is read again before that is said. */
async function isApprovedPlan(
  transaction: Database,
  mappings: readonly Mapping[],
  order: RunOrder,
  { approvedPlan }: Standing,
): Promise<boolean> {
  if (planHashOf(mappings, order) === approvedPlan) return true;
  const current = await findOrder(transaction, order.id);
  return current !== null && planHashOf(mappings, current) === approvedPlan;
}

/** Asks the second person to agree to what a run will do as of now. */
export async function askForApproval(
  database: Database,
  { mappings }: Pick<RunTools, 'mappings'>,
  { approvals }: Pick<RunSettings, 'approvals'>,
  runId: string,
  isMore: boolean,
): Promise<void> {
  await ask(
    database,
    `UPDATE counterpart.run SET needs_approval = true, approved_by = NULL, approved_at = NULL, approved_plan = NULL,
       planned_writes = CASE WHEN $2 THEN greatest(planned_writes, rows_total) ELSE planned_writes END,
       approval_expires_at = clock_timestamp() + make_interval(hours => $3) WHERE id = $1::uuid`,
    [runId, isMore, approvals.hours],
  );
  const order = await findOrder(database, runId);
  if (order === null) return;
  await ask(database, 'UPDATE counterpart.run SET plan_hash = $2 WHERE id = $1::uuid', [
    runId,
    planHashOf(mappings, order),
  ]);
}

/** Whether a run waits for a second person who did not decide in time. */
export const isRequestExpired = ({ state, pauseReason, isApprovalOver }: Run): boolean =>
  state === RunState.PAUSED && pauseReason === PauseReason.APPROVAL_REQUIRED && isApprovalOver;

/** Gives the second person as long again to decide. */
export async function askAgain(database: Database, runId: string, { hours }: ApprovalPolicy): Promise<void> {
  await ask(
    database,
    'UPDATE counterpart.run SET approval_expires_at = clock_timestamp() + make_interval(hours => $2) WHERE id = $1::uuid',
    [runId, hours],
  );
}

/** Keeps who agreed, and to what; from now on the agreement holds as long as there was time to decide. */
export async function approvePlan(
  database: Database,
  runId: string,
  actor: string,
  { hours }: ApprovalPolicy,
): Promise<string | null> {
  const [approved] = await ask<{ plan: string | null }>(
    database,
    `WITH approved AS (UPDATE counterpart.run SET approved_by = $2, approved_at = clock_timestamp(), approved_plan = plan_hash,
       approval_expires_at = clock_timestamp() + make_interval(hours => $3) WHERE id = $1::uuid RETURNING plan_hash)
     SELECT plan_hash AS plan FROM approved`,
    [runId, actor, hours],
  );
  return approved?.plan ?? null;
}
