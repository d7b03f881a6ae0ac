import type { Run } from '../entities/ledger/run';
import { findRun } from '../reconciliation/runs/run-store';
import type { RequestContext } from './context';

/** Null: there is none of this id, or it is of a system that is not the caller's. Which of the two, nobody is told. */
export async function findOwnRun({ access, service }: RequestContext, id: string): Promise<Run | null> {
  const run = await findRun(service.sides.new, id);
  return run !== null && access.isOpenName(run.mapping) ? run : null;
}
