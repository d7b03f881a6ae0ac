import type { Run } from '../../entities/ledger/run';
import type { Database } from '../../reconciliation/reading/database';
import { findRun } from '../../reconciliation/runs/run-store';
import { ExitCode, Failure } from '../failure';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The run that a command names. */
export async function takeRun(database: Database, id: string): Promise<Run> {
  const run = UUID.test(id) ? await findRun(database, id) : null;
  if (run === null)
    throw new Failure(`There is no run ${id}. "counterpart runs list" shows those there are.`, ExitCode.usage);
  return run;
}
