import { randomUUID } from 'node:crypto';
import type { UserError } from '../writing/mutations';
import type { Answer, Api } from './api';
import { type EventStream, openStream } from './event-stream';
import { until } from './until';
import type { World } from './world';

/** Columns of the row of a run in the ledger, by their names. */
export type RunRow = Readonly<Record<string, unknown>>;

const PLAIN: RunRow = {
  kind: 'COMPARE',
  mapping: 'offices',
  state: 'QUEUED',
  incremental: false,
  with_parents: false,
  dry_run: false,
  on_failure: 'STOP',
  max_failures: 1_000,
  requested_by: 'robot',
  reason: 'nightly',
};

/** A run as the ledger has it, of which no worker knows; answers its id. */
export async function insertRun(world: World, row: RunRow = {}): Promise<string> {
  const given = Object.entries({ ...PLAIN, ...row });
  const [run] = await world.rows<{ id: string }>(
    `INSERT INTO counterpart.run (${given.map(([column]) => column).join(', ')})
     VALUES (${given.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id::text`,
    given.map(([, value]) => value),
  );
  return run?.id ?? '';
}

export async function updateRun(world: World, id: string, row: RunRow): Promise<void> {
  const given = Object.entries(row);
  await world.rows(
    `UPDATE counterpart.run SET ${given.map(([column], index) => `${column} = $${index + 2}`).join(', ')} WHERE id = $1::uuid`,
    [id, ...given.map(([, value]) => value)],
  );
}

export interface Progress {
  readonly runProgress: { readonly id: string; readonly state: string; readonly message: string | null };
}

export const PROGRESS = 'subscription($id: ID!) { runProgress(id: $id) { id state message } }';

export const watchRun = (api: Pick<Api, 'url'>, id: string): Promise<EventStream<Progress>> =>
  openStream(api, PROGRESS, { id });

/** The state that the next event tells, or that nothing more follows. */
export async function nextState(stream: EventStream<Progress>): Promise<string | undefined> {
  const event = await stream.next();
  return event.kind === 'next' ? event.data?.runProgress.state : event.kind;
}

export interface RunView {
  readonly id: string;
  readonly kind: string;
  readonly mapping: string;
  readonly state: string;
  readonly pauseReason: string | null;
  readonly pollAfterMs: number | null;
  readonly allowedActions: readonly string[];
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly rowsDone: string;
  readonly rowsTotal: string | null;
  readonly coverage: number | null;
  readonly message: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

const RUN = `id kind mapping state pauseReason pollAfterMs allowedActions requestedBy approvedBy rowsDone rowsTotal coverage message
  counts { rows matched different missing blocked excluded extra ambiguous unreadable moving written failed }`;

export interface RunPayload {
  readonly run: RunView | null;
  readonly userErrors: readonly UserError[];
}

const INPUTS = {
  startRun: 'StartRunInput',
  pauseRun: 'RunInput',
  resumeRun: 'RunInput',
  cancelRun: 'RunInput',
  approveRun: 'ApproveRunInput',
} as const;

export type RunMutation = keyof typeof INPUTS;

/** Sends a mutation about a run and takes whatever comes. */
export function sendRun(
  api: Api,
  mutation: RunMutation,
  input: object,
): Promise<Answer<Record<RunMutation, RunPayload>>> {
  const query = `mutation($input: ${INPUTS[mutation]}!) { ${mutation}(input: $input) { run { ${RUN} } userErrors { code message field retryable } } }`;
  return api.request(query, { input });
}

/** Sends a mutation about a run that is understood, whether or not it is carried out. */
export async function tellRun(api: Api, mutation: RunMutation, input: object): Promise<RunPayload> {
  const { data, errors } = await sendRun(api, mutation, input);
  if (errors.length > 0) throw new Error(`${mutation} answered: ${JSON.stringify(errors)} ${api.faults.join('')}`);
  return data[mutation];
}

/** An input with which a run is started, unless something stands in the way. */
export const startInput = (more: object = {}): object => ({
  kind: 'COMPARE',
  mapping: 'offices',
  reason: 'nightly',
  idempotencyKey: randomUUID(),
  ...more,
});

/** Starts a run; throws when that is refused. */
export async function startRun(api: Api, more: object = {}): Promise<RunView> {
  const { run, userErrors } = await tellRun(api, 'startRun', startInput(more));
  if (run === null) throw new Error(`no run was started: ${JSON.stringify(userErrors)}`);
  return run;
}

/** Asks again and again, until it is over or as it should be. */
export async function pollRun(
  api: Api,
  id: string,
  isReached: (run: RunView) => boolean = (run) => run.pollAfterMs === null,
): Promise<RunView> {
  return until(`run ${id}`, async () => {
    const { run } = await api.ask<{ run: RunView }>(`query($id: ID!) { run(id: $id) { ${RUN} } }`, { id });
    return isReached(run) ? run : null;
  });
}
