import { listChangesByIds } from '../reconciliation/ledger/lists';
import { findWaiver } from '../reconciliation/ledger/waivers';
import { type MigrateRequest, planMigration } from '../reconciliation/writing/migrate-record';
import type { Planner } from '../reconciliation/writing/protocol';
import { Refusal, RefusalCode } from '../reconciliation/writing/refusal';
import { planRevert } from '../reconciliation/writing/revert-change';
import { planWithdrawal } from '../reconciliation/writing/waive-discrepancy';
import type { RequestContext } from './context';

/** What is of another system is answered like what is not there: ids must not tell which of the two it is. */
function requireOwn({ access }: RequestContext, found: { readonly mapping: string } | null, missing: Refusal): void {
  if (found !== null && !access.isOpenName(found.mapping)) throw missing;
}

/** A migration that creates nothing in systems that are not the caller's, whatever it takes along. */
export const migrationBy =
  ({ access }: RequestContext, request: MigrateRequest): Planner =>
  async (session) => {
    const plan = await planMigration(session, request);
    access.requireOpen(plan.writes.map(({ mapping }) => mapping.name));
    return plan;
  };

/** The end of a waiver of the caller's systems. */
export const withdrawalBy =
  (context: RequestContext, waiverId: string, reason: string): Planner =>
  async (session) => {
    const missing = new Refusal(RefusalCode.NOT_FOUND, `there is no waiver ${waiverId}`, 'waiverId');
    requireOwn(context, await findWaiver(session.transaction, waiverId), missing);
    return planWithdrawal(session, waiverId, context.viewer.name, reason);
  };

/** The way back of a change of the caller's systems. */
export const revertBy =
  (context: RequestContext, changeId: string): Planner =>
  async (session) => {
    const [change = null] = await listChangesByIds(session.transaction, [changeId]);
    requireOwn(context, change, new Refusal(RefusalCode.NOT_FOUND, `there is no change ${changeId}`, 'changeId'));
    return planRevert(session, changeId);
  };
