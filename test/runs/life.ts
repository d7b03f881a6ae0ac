import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OnFailure, type Run, RunKind } from '../../entities/ledger/run';
import type { Mapping } from '../../reconciliation/mapping';
import { mappings } from '../../reconciliation/mappings/all';
import type { Database } from '../../reconciliation/reading/database';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { findRun } from '../../reconciliation/runs/run-store';
import { isOver } from '../../reconciliation/runs/transitions';

export function mappingNamed(name: string): Mapping {
  const mapping = mappings.find((candidate) => candidate.name === name);
  if (mapping === undefined) throw new Error(`there is no mapping ${name}`);
  return mapping;
}

/** A request for a run, with what a test does not care about filled in. */
export const requestFor = (mapping: string, rest: Partial<RunRequest> = {}): RunRequest => ({
  actor: 'test',
  kind: RunKind.COMPARE,
  mapping: mappingNamed(mapping),
  legacyIds: null,
  rootCause: null,
  incremental: false,
  withParents: false,
  dryRun: false,
  reverts: null,
  onFailure: OnFailure.CONTINUE,
  maxFailures: 1_000,
  rowsPerSecond: null,
  reason: 'a test',
  idempotencyKey: randomUUID(),
  ...rest,
});

/** Waits until a run is as it should be; a test that waits in vain fails with how it was. */
export async function waitForRun(
  database: Database,
  id: string,
  isReached: (run: Run) => boolean = (run) => isOver(run.state),
): Promise<Run> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const run = await findRun(database, id);
    if (run !== null && isReached(run)) return run;
    if (Date.now() > deadline) throw new Error(`the run did not get there: ${JSON.stringify(run)}`);
    await sleep(100);
  }
}
