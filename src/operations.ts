import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { engineOf } from '../ormconfig';
import type { Database } from '../reconciliation/reading/database';
import { LegacyLag } from '../reconciliation/runs/legacy-lag';
import {
  isConnectionLost,
  isOutOfReach,
  isOutOfRoom,
  isTransient,
  rejectionOf,
} from '../reconciliation/writing/database-error';
import type { OperationSettings } from './config/operations';
import type { Databases } from './databases';
import { Stops } from './ending';
import { ExitCode, Failure } from './failure';
import { Health } from './http/health';
import { type MetricsServer, startMetricsServer } from './http/metrics-server';
import type { Log } from './log';
import { DatabaseCollector } from './metrics/collect-databases';
import { LedgerCollector } from './metrics/collect-ledger';
import { Metrics } from './metrics/metrics';
import { type ObservedStatement, observeStatements } from './observe-statements';
import type { Connections } from './open-database';
import { PROBE_LIMIT_MS, Probes } from './probes';
import { startTracing } from './tracing';

/** How a process that runs for long is watched. */
export interface Operations {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Ends the listener for metrics and sends the last spans. */
  stop(): Promise<void>;
}

/** What is configured for it. */
interface Configured {
  readonly operations: OperationSettings;
  readonly runs: { readonly legacyLagQuery: string | null };
}

const readVersion = (): string =>
  (JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }).version;

/** Starts to watch what the process does, and tells of it wherever the configuration says. */
export async function startOperations(
  connections: Connections,
  databases: Databases,
  { operations: settings, runs }: Configured,
  log: Log,
): Promise<Operations> {
  const version = readVersion();
  const stops = new Stops();
  const metrics = new Metrics(version);
  for (const side of ['legacy', 'new'] as const)
    observeStatements(databases[side], side, (statement) => countStatement(metrics, statement));
  if (settings.traces !== null) {
    const tracing = await startTracing({ ...settings.traces, version });
    stops.push(() => tracing.stop());
  }
  const probes = new Probes(connections);
  stops.push(() => probes.close());
  const steps = databases.new.migrations.map((step) => step.name ?? step.constructor.name);
  const health = new Health(probes, steps);
  if (settings.metrics !== null) {
    const legacy = legacyOf(connections, probes);
    const lag = new LegacyLag(legacy, runs.legacyLagQuery, () => undefined);
    const scrape = scraper(databases, lag, { metrics, health, probes, log });
    const server = await listen(settings.metrics, { health, scrape }).catch(async (error: unknown) => {
      await stops.run();
      throw error;
    });
    stops.push(() => server.stop());
    log.info({ url: server.url }, 'metrics and health are told');
  }
  return { health, metrics, stop: () => stops.run() };
}

async function listen(
  address: { readonly host: string; readonly port: number },
  what: Omit<Parameters<typeof startMetricsServer>[0], 'host' | 'port'>,
): Promise<MetricsServer> {
  try {
    return await startMetricsServer({ ...address, ...what });
  } catch (cause) {
    const message =
      'METRICS_HOST and METRICS_PORT name no free address of this machine. Set METRICS_PORT to another one.';
    throw new Failure(message, ExitCode.configuration, { cause });
  }
}

function countStatement(metrics: Metrics, { side: db, verb: op, seconds, error }: ObservedStatement): void {
  metrics.statementSeconds.observe({ db, op }, seconds);
  if (error !== undefined) metrics.statementErrors.inc({ db, class: classOf(error) });
}

function classOf(error: unknown): string {
  if (isConnectionLost(error)) return 'connection';
  if (isOutOfReach(error)) return 'timeout';
  if (isOutOfRoom(error)) return 'room';
  if (isTransient(error)) return 'conflict';
  return rejectionOf(error) === null ? 'other' : 'rejected';
}

interface Watched extends Pick<Operations, 'health' | 'metrics'> {
  readonly probes: Probes;
  readonly log: Log;
}

/** Waits for something, but no longer than for a probe. */
async function awhile(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PROBE_LIMIT_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

const legacyOf = (connections: Connections, probes: Probes): Database => ({
  dialect: engineOf(connections.legacy.url),
  query: async (sql, parameters) => (await probes.open('legacy')).query(sql, parameters),
});

/** Collects everything at the time of a scrape. No database that is slow or away keeps the rest from being told. */
function scraper(databases: Databases, lag: LegacyLag, { metrics, health, probes, log }: Watched) {
  const sides = new DatabaseCollector(metrics, { legacy: databases.legacy, new: databases.new });
  const ledger = new LedgerCollector(metrics, () => probes.open('figures'), log);
  const tellLag = (): Promise<void> =>
    lag.read().then(
      (answer) => sides.tellLag(answer),
      () => sides.tellLag(null),
    );
  return async (): Promise<{ contentType: string; body: string }> => {
    sides.tellPools();
    await Promise.all([
      health.read().then((readiness) => sides.tellSides(readiness)),
      awhile(ledger.refresh()),
      awhile(tellLag()),
    ]);
    return { contentType: metrics.registry.contentType, body: await metrics.registry.metrics() };
  };
}
