import { OnFailure, PauseReason } from '../../entities/ledger/run';
import { ask } from '../ledger/ledger';
import { checkSwitches, mayWrite } from '../ledger/switches';
import { StoppedByFailure } from '../loading/load-order';
import { checkApproval } from './approval';
import { Interrupted } from './hold';
import { isWriting, type RunOrder } from './run-order';
import type { RunSettings, RunTools } from './run-tools';
import type { Guards } from './segment-hold';
import { Throttle } from './throttle';

const SAID: Readonly<Partial<Record<PauseReason, string>>> = {
  [PauseReason.STOPPED]: 'The switch STOP is on.',
  [PauseReason.READ_ONLY]: 'The switch READ_ONLY is on, and this run writes.',
};

/** How often the ledger is told what a run waits for. */
const TELL_MS = 1_000;

/** The checks before each batch of a run. `end` has to be called when the segment is left. */
export function runGuards(
  tools: RunTools,
  settings: RunSettings,
  order: RunOrder,
  isStopping: () => boolean,
): Guards & { end(): void } {
  const ledger = tools.sides.new;
  const isOver = async (): Promise<boolean> => {
    if (isStopping()) return true;
    const running = await ask(ledger, "SELECT 1 FROM counterpart.run WHERE id = $1::uuid AND state = 'RUNNING'", [
      order.id,
    ]);
    return running.length === 0;
  };
  const throttle = new Throttle(tools.load, { id: order.id, rowsPerSecond: order.rowsPerSecond }, isOver);
  let told: string | null = null;
  const tell = async (): Promise<void> => {
    if (throttle.reason === told) return;
    told = throttle.reason;
    await ask(ledger, 'UPDATE counterpart.run SET throttled_by = $2 WHERE id = $1::uuid', [order.id, told]);
  };
  const timer = setInterval(() => void tell().catch(() => undefined), TELL_MS);
  return {
    isStopping,
    async beforeBatch(records) {
      await checkSwitch(tools, order);
      await checkFailures(tools, order);
      // It may be running again by now, but the batch has no place in the line of the limit any more.
      if (await throttle.wait(records)) throw new Interrupted('the run was stopped while it waited for a limit');
      // A switch may have been thrown while it waited.
      if (throttle.reason !== null) await checkSwitch(tools, order);
    },
    async beforeCommit(transaction, { counts }) {
      // Whoever switches writing off is told when the last batch is over, so this one must be seen.
      if (isWriting(order) && !(await mayWrite(transaction)))
        throw new Interrupted(SAID[PauseReason.READ_ONLY] ?? '', PauseReason.READ_ONLY);
      await checkApproval(transaction, tools, order, settings, counts?.written ?? 0);
    },
    end: () => clearInterval(timer),
  };
}

async function checkSwitch(tools: RunTools, order: RunOrder): Promise<void> {
  const reason = await checkSwitches(tools.sides.new, isWriting(order));
  if (reason !== null) throw new Interrupted(SAID[reason] ?? reason, reason);
}

/** Ends a run with too many failures. */
async function checkFailures(tools: RunTools, order: RunOrder): Promise<void> {
  if (!isWriting(order)) return;
  const [sum] = await ask<{ failed: string }>(
    tools.sides.new,
    'SELECT sum(failed)::text AS failed FROM counterpart.run_segment WHERE run_id = $1::uuid',
    [order.id],
  );
  const failed = Number(sum?.failed ?? 0);
  if (failed > (order.onFailure === OnFailure.STOP ? 0 : order.maxFailures)) throw new StoppedByFailure(failed);
}
