import { OnFailure, RunState } from '../../entities/ledger/run';
import type { Database } from '../../reconciliation/reading/database';
import type { RunControl } from '../../reconciliation/runs/run-control';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { findRun } from '../../reconciliation/runs/run-store';
import { readDatabasesConfig } from '../../src/config';
import { openWorkshop, type Workshop } from '../../src/run-workshop';
import { mappingOf } from './compare-ranges';
import type { World } from './world';

/** What comparisons remember; what was written stays, because its tables only grow. */
const REMEMBERED = [
  'pair_state',
  'settled_block',
  'comparison',
  'comparison_day',
  'discrepancy',
  'discrepancy_cause',
  'discrepancy_field',
];

/** Back to where nothing was ever compared, with nothing left for the servers to do afterwards. */
export async function forgetAll(ledger: Database): Promise<void> {
  await ledger.query(`TRUNCATE ${[...REMEMBERED, 'root_cause'].map((table) => `counterpart.${table}`).join(', ')}`);
  await ledger.query('CHECKPOINT');
}

/** The open discrepancies by what is wrong with them: a verdict, or the fields that differ. */
export async function countDiscrepancies(ledger: Database): Promise<Readonly<Record<string, number>>> {
  const rows = await ledger.query<{ what: string; n: string }>(
    `SELECT CASE WHEN verdict = 'DIFFERENT' THEN (SELECT string_agg(f, ',' ORDER BY f) FROM unnest(fields) f) ELSE verdict END AS what,
       count(*)::text AS n FROM counterpart.discrepancy WHERE state = 'OPEN' GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
}

/** Opens what it takes to work on runs in this process, with so many lanes. */
export function openLanes({ databases, variables }: World, lanes: number): Promise<Workshop> {
  const config = readDatabasesConfig({ ...variables, RUN_LANES: String(lanes) });
  return openWorkshop(databases, config, config);
}

type Wanted = Pick<RunRequest, 'kind'> & Partial<RunRequest>;

/** A request for all of a mapping. */
export function requestFor(mapping: string, wanted: Wanted): RunRequest {
  return {
    actor: 'bench',
    mapping: mappingOf(mapping),
    legacyIds: null,
    rootCause: null,
    incremental: false,
    withParents: false,
    dryRun: false,
    reverts: null,
    onFailure: OnFailure.CONTINUE,
    maxFailures: 0,
    rowsPerSecond: null,
    reason: 'to measure how long it takes',
    idempotencyKey: null,
    ...wanted,
  };
}

export interface Ended {
  readonly id: string;
  /** From the request to the end, by the clock of the ledger. */
  readonly seconds: number;
}

const POLL_MS = 200;
const OVER: readonly RunState[] = [RunState.SUCCEEDED, RunState.INCOMPLETE, RunState.FAILED, RunState.CANCELLED];

/** Starts a run that somebody else works on and waits for its end, which has to be a good one. */
export async function runToEnd(
  { databases }: Pick<World, 'databases'>,
  control: RunControl,
  request: RunRequest,
  afterStart: () => void = () => undefined,
): Promise<Ended> {
  const ledger = databases.sides.new;
  const { run, refusals } = await control.start(request);
  if (run === null) throw new Error(`the run was refused: ${JSON.stringify(refusals)}`);
  afterStart();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = await findRun(ledger, run.id);
    if (now === null || now.state === RunState.SUCCEEDED) break;
    if (OVER.includes(now.state) || now.pauseReason !== null)
      throw new Error(`the run is ${now.state}: ${now.message ?? ''} ${JSON.stringify(now.counts)}`);
  }
  const [row] = await ledger.query<{ seconds: number }>(
    'SELECT extract(epoch FROM finished_at - created_at)::float8 AS seconds FROM counterpart.run WHERE id = $1::uuid',
    [run.id],
  );
  return { id: run.id, seconds: row?.seconds ?? Number.NaN };
}

/** The same in this process, with so many lanes that are there already. */
export async function runInLanes(world: World, lanes: number, request: RunRequest): Promise<Ended> {
  const workshop = await openLanes(world, lanes);
  try {
    workshop.worker.start();
    return await runToEnd(world, workshop.control, request, () => workshop.worker.nudge());
  } finally {
    await workshop.close();
  }
}
