import { RunKind, RunState } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { keepDay } from '../ledger/trend';
import { inTransaction, type WriteTransaction } from '../writing/transaction';
import { changeState } from './change-state';
import { findOrder } from './run-order';
import { mappingOf, type RunTools } from './run-tools';

interface Standing {
  readonly state: RunState;
  readonly open: number;
  readonly given_up: number;
  readonly failed: number;
  readonly moving: number;
  readonly whole: boolean;
}

const STANDING = `SELECT r.state, count(*) FILTER (WHERE s.state IN ('PENDING', 'RUNNING'))::integer AS open,
    count(*) FILTER (WHERE s.state = 'FAILED')::integer AS given_up, sum(s.failed)::integer AS failed,
    sum(s.moving)::integer AS moving, bool_or(s.kind = 'RANGE') AS whole
  FROM counterpart.run r JOIN counterpart.run_segment s ON s.run_id = r.id WHERE r.id = $1::uuid GROUP BY r.id`;

/** Ends a run when nothing of it is left, and says how it ended. Several workers may find that at once: one does it. */
export async function finishRun(tools: RunTools, runId: string): Promise<void> {
  const [before] = await ask<Standing>(tools.sides.new, STANDING, [runId]);
  if (before?.state !== RunState.RUNNING || before.open > 0) return;
  await inTransaction(tools.source, async (transaction) => {
    const locked = await ask(transaction, 'SELECT 1 FROM counterpart.run WHERE id = $1::uuid FOR UPDATE SKIP LOCKED', [
      runId,
    ]);
    const [now] = await ask<Standing>(transaction, STANDING, [runId]);
    if (locked.length === 0 || now?.state !== RunState.RUNNING || now.open > 0) return;
    await endComparison(tools, transaction, runId, now);
    const isWhole = now.given_up === 0 && now.failed === 0;
    if (isWhole) await changeState(transaction, runId, RunState.SUCCEEDED);
    else await changeState(transaction, runId, RunState.INCOMPLETE, { message: whatIsMissing(now) });
  });
}

/** A comparison that left a segment unread says nothing of the mapping as a whole. */
async function endComparison(
  tools: RunTools,
  transaction: WriteTransaction,
  runId: string,
  { given_up, failed, moving, whole }: Standing,
): Promise<void> {
  const order = await findOrder(transaction, runId);
  if (order?.kind !== RunKind.COMPARE || given_up > 0 || failed > 0) return;
  const isAll = whole && order.legacyIds === null && order.rootCause === null;
  if (isAll) await tools.comparison.finish(transaction, mappingOf(tools, order.mapping), order.startedAt, moving);
  if (isAll || order.incremental)
    await ask(
      transaction,
      `UPDATE counterpart.comparison c SET compared_at = clock_timestamp(), moving = $3, legacy_horizon = r.legacy_horizon,
         new_horizon = r.new_horizon, rules = r.rules FROM counterpart.run r WHERE r.id = $2::uuid AND c.mapping = $1`,
      [order.mapping, runId, moving],
    );
  if (order.incremental && !isAll) await keepDay(transaction, order.mapping);
}

function whatIsMissing({ given_up, failed }: Standing): string {
  const parts = [
    given_up === 0 ? '' : `${given_up} segments were given up after several attempts`,
    failed === 0 ? '' : `${failed} records could not be done`,
  ];
  return `${parts.filter((part) => part !== '').join(', and ')}: see its failures.`;
}
