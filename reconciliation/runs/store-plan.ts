import { PauseReason, RunKind, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { inTransaction } from '../writing/transaction';
import { askForApproval, whyApproval } from './approval';
import { changeState } from './change-state';
import type { Hold } from './hold';
import { planRun } from './plan-run';
import type { RunOrder } from './run-order';
import type { RunSettings, RunTools } from './run-tools';
import { addSegments } from './segments';

/** Plans a run, and stores the plan together with the end of its own segment: a run is planned once. */
export async function planSegments(tools: RunTools, settings: RunSettings, order: RunOrder, hold: Hold): Promise<void> {
  await hold.beforeBatch(1);
  const plan = await planRun(tools, order);
  const why = order.approvedBy === null ? whyApproval(tools.mappings, settings, order, plan.writes) : null;
  await inTransaction(tools.source, async (transaction) => {
    await addSegments(transaction, order.id, plan.segments);
    await ask(
      transaction,
      `UPDATE counterpart.run SET rows_total = $2, planned_writes = $3, note = $4, legacy_horizon = $5,
         new_horizon = $6, rules = $7 WHERE id = $1::uuid`,
      [
        order.id,
        plan.rowsTotal,
        order.kind === RunKind.COMPARE ? null : plan.writes,
        plan.note,
        plan.horizons?.legacy ?? null,
        plan.horizons?.new ?? null,
        plan.horizons?.rules ?? null,
      ],
    );
    await hold.checkpoint(transaction, { isDone: true });
    if (why === null) return;
    await askForApproval(transaction, tools, settings, order.id, false);
    const transition = { message: why, pauseReason: PauseReason.APPROVAL_REQUIRED };
    await changeState(transaction, order.id, RunState.PAUSED, transition);
  });
}
