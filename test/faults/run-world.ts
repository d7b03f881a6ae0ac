import type { DataSource } from 'typeorm';
import { OnFailure, type Run, type RunKind, RunState } from '../../entities/ledger/run';
import { newDataSource, writableLegacyDataSource } from '../../ormconfig';
import { PLAIN_POLICY } from '../../reconciliation/approvals/approval-policy';
import { systemMessages } from '../../reconciliation/mappings/system-messages';
import type { Sides } from '../../reconciliation/reading/database';
import { RunControl } from '../../reconciliation/runs/run-control';
import type { RunRequest } from '../../reconciliation/runs/run-request';
import { findRun } from '../../reconciliation/runs/run-store';
import { databaseNameOf } from '../../src/administration';
import { asDatabase, openDatabases } from '../../src/databases';
import { createLog } from '../../src/log';
import { openWorkshop } from '../../src/run-workshop';
import { createMysqlDatabase, createPostgresDatabase, dropDatabase, type Engine } from '../support/servers';
import { TcpProxy } from '../support/tcp-proxy';
import { until } from '../support/until';
import { type EndState, findDifferences, findFaults, readEndState } from './end-state';
import { fillSides } from './notification-sides';

/** Many notifications on both sides, with workers that reach the databases by ways that can be broken. */
export interface RunWorld {
  /** The ways of the workers. */
  readonly legacyWay: TcpProxy;
  readonly newWay: TcpProxy;
  /** Straight to the databases. */
  readonly legacy: DataSource;
  readonly new: DataSource;
  readonly legacyUrl: string;
  readonly newUrl: string;
  startWorker(options?: WorkerOptions): Promise<RunningWorker>;
  startRun(kind: RunKind, more?: Partial<RunRequest>): Promise<string>;
  run(id: string): Promise<Run>;
  /** Waits until the run is in one of these states. */
  untilState(id: string, ...states: readonly RunState[]): Promise<Run>;
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Ends these sessions of the workers, as the administrator of a server may at any time; all of them if not told which. */
  endSessions(side: keyof Sides, isChosen?: () => boolean): Promise<void>;
  /** What a run of this kind left otherwise than one that nothing happened to, in sentences. */
  problems(kind: RunKind): Promise<string[]>;
}

export interface WorkerOptions {
  readonly leaseSeconds?: number;
  readonly lanes?: number;
  readonly statementTimeout?: number;
  readonly approvalOver?: number;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** Nothing that a fault may do takes longer; without faults it is a matter of a second. */
const LIMIT = { seconds: 50 };

const POOL = { poolSize: 4, statementTimeout: 600_000 };

const OVER = [RunState.SUCCEEDED, RunState.INCOMPLETE, RunState.FAILED, RunState.CANCELLED];

export type OpenWorld = RunWorld & { close(): Promise<void> };

/** A copy of its own for each test of the block. The legacy side is made once; a test that changes it puts it back. */
export function useRunWorld(engine: Engine, { count = 1_500 }: { count?: number } = {}): () => RunWorld {
  let legacyUrl = '';
  let template = '';
  let world: OpenWorld | undefined;
  const unbroken = new Map<RunKind, Promise<EndState>>();
  const openCopy = async (): Promise<OpenWorld> => {
    const newUrl = await createPostgresDatabase(undefined, { template: databaseNameOf(template) });
    const findUnbroken = (kind: RunKind): Promise<EndState> => {
      const known = unbroken.get(kind) ?? leaveAlone(openCopy, kind);
      unbroken.set(kind, known);
      return known;
    };
    return openRunWorld(legacyUrl, newUrl, findUnbroken);
  };
  beforeAll(async () => {
    legacyUrl = await (engine === 'postgres' ? createPostgresDatabase() : createMysqlDatabase());
    template = await createPostgresDatabase();
    await fillSides({ legacyUrl, newUrl: template, count, seed: 'faults' });
  });
  afterAll(async () => {
    await dropDatabase(legacyUrl);
    await dropDatabase(template);
  });
  beforeEach(async () => {
    world = await openCopy();
  });
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });
  return () => {
    if (world === undefined) throw new Error('a world is open during tests only');
    return world;
  };
}

/** What a run leaves when nothing happens to it. */
async function leaveAlone(openCopy: () => Promise<OpenWorld>, kind: RunKind): Promise<EndState> {
  const world = await openCopy();
  try {
    await world.startWorker();
    await world.untilState(await world.startRun(kind), ...OVER);
    return await readEndState(world.new);
  } finally {
    await world.close();
  }
}

/** The world on two databases that are filled. */
export async function openRunWorld(
  legacyUrl: string,
  newUrl: string,
  findUnbroken: (kind: RunKind) => Promise<EndState>,
): Promise<OpenWorld> {
  const [legacyWay, newWay] = await Promise.all([TcpProxy.open(legacyUrl), TcpProxy.open(newUrl)]);
  const legacy = await writableLegacyDataSource({ ...POOL, url: legacyUrl }).initialize();
  const own = await newDataSource({ ...POOL, url: newUrl }).initialize();
  const workers: RunningWorker[] = [];
  const run = async (id: string): Promise<Run> => {
    const found = await findRun(asDatabase(own), id);
    if (found === null) throw new Error(`there is no run ${id}`);
    return found;
  };
  return {
    legacyWay,
    newWay,
    legacy,
    new: own,
    legacyUrl,
    newUrl,
    run,
    startRun: (kind, more = {}) => startRun(own, kind, more),
    untilState: (id, ...states) => untilState(() => run(id), states),
    rows: (sql, parameters = []) => own.query(sql, [...parameters]),
    endSessions: (side, isChosen = () => true) =>
      side === 'new'
        ? endSessions(own, newWay.ports.filter(isChosen))
        : endSessions(legacy, legacyWay.ports.filter(isChosen)),
    problems: async (kind) => [
      ...(await findFaults(own)),
      ...findDifferences(await findUnbroken(kind), await readEndState(own)),
    ],
    async startWorker(options = {}) {
      const worker = await openWorker(legacyWay.url, newWay.url, options);
      workers.push(worker);
      return worker;
    },
    async close() {
      for (const way of [legacyWay, newWay]) way.restore();
      await Promise.all(workers.map((worker) => worker.stop()));
      await Promise.all([legacyWay.close(), newWay.close(), legacy.destroy(), own.destroy()]);
      await dropDatabase(newUrl);
    },
  };
}

async function endSessions(source: DataSource, ports: readonly number[]): Promise<void> {
  if (source.options.type === 'postgres') {
    await source.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ANY($1)', [ports]);
    return;
  }
  const sessions = await source.query<{ id: string; host: string }[]>(
    'SELECT id, host FROM information_schema.processlist',
  );
  for (const { id, host } of sessions) {
    if (!ports.includes(Number(host.split(':')[1]))) continue;
    // It may have ended by itself a moment ago.
    await source.query(`KILL ${id}`).catch(() => undefined);
  }
}

/** A worker in this process, as `counterpart worker` runs it. */
async function openWorker(legacyUrl: string, newUrl: string, options: WorkerOptions): Promise<RunningWorker> {
  const limits = { poolSize: 4, statementTimeout: options.statementTimeout ?? 15_000 };
  const connections = { legacy: { ...limits, url: legacyUrl }, new: { ...limits, url: newUrl } };
  const databases = await openDatabases(connections);
  const runs = {
    rowsPerSecond: null,
    legacyLag: 0,
    legacyLagQuery: null,
    commitLatency: 0,
    lanes: options.lanes ?? 1,
    leaseSeconds: options.leaseSeconds ?? 20,
    approvalOver: options.approvalOver ?? 1_000_000,
  };
  const workshop = await openWorkshop(
    databases,
    connections,
    { runs, isReadOnly: false, approvals: PLAIN_POLICY },
    createLog('silent'),
  );
  workshop.worker.start();
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await workshop.close();
    await databases.close();
  };
  return { stop: () => (stopping ??= stop()) };
}

async function startRun(source: DataSource, kind: RunKind, more: Partial<RunRequest>): Promise<string> {
  const { run, refusals } = await new RunControl(source).start({
    actor: 'tester',
    kind,
    mapping: systemMessages,
    legacyIds: null,
    rootCause: null,
    incremental: false,
    withParents: false,
    dryRun: false,
    reverts: null,
    onFailure: OnFailure.CONTINUE,
    maxFailures: 100_000,
    rowsPerSecond: null,
    reason: 'to see what becomes of it',
    idempotencyKey: null,
    ...more,
  });
  if (run === null) throw new Error(`the run was refused: ${JSON.stringify(refusals)}`);
  return run.id;
}

async function untilState(ask: () => Promise<Run>, states: readonly RunState[]): Promise<Run> {
  let last: Run | null = null;
  const look = async (): Promise<Run | null> => {
    last = await ask();
    if (states.includes(last.state)) return last;
    // What is over does not change any more, so that waiting would be in vain.
    if (OVER.includes(last.state)) throw new Error(`the run is ${last.state}: ${last.message}`);
    return null;
  };
  try {
    return await until(`the run is ${states.join(' or ')}`, look, LIMIT);
  } catch (error) {
    throw new Error(`${String(error)}; it is ${JSON.stringify(last)}`, { cause: error });
  }
}
