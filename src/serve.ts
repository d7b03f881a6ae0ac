import { mappings } from '../reconciliation/mappings/all';
import { Service } from '../resolvers/service';
import { findClaims } from './claims-file';
import type { Config } from './config';
import { openDatabases } from './databases';
import { prepareDemo } from './demo';
import { beginEnd, Stops } from './ending';
import { ExitCode, Failure } from './failure';
import { assertLegacyIsReadOnly } from './grants/legacy';
import { greet } from './greet';
import { scansFor } from './http/limits';
import { type RunningServer, type ServerOptions, startServer } from './http/server';
import { createLog, type Log } from './log';
import { migrateLedger } from './migrate-ledger';
import type { Connections } from './open-database';
import { type Operations, startOperations } from './operations';
import { note } from './output';
import { createPage } from './page/page';
import { pageSettings } from './page/settings';
import { openWorkshop } from './run-workshop';
import { chooseSignIn } from './sign-in/sign-in';
import { waitForStop } from './signals';
import { serveWebhook } from './webhooks/deliveries';

/**
 * Runs the service until it is told to stop. It ends from the outside in: no more work is begun, what is in hand is
 * finished and given back, questions are answered and streams ended, the rest of spans is sent, and connections go last.
 */
export async function serve(config: Config, options: { reset?: boolean } = {}): Promise<void> {
  const log = createLog(config.logLevel);
  const stops = new Stops();
  try {
    const { claims } = findClaims(config.claimsFile, ExitCode.configuration);
    const connections = await findConnections(config, options, stops);
    const databases = await openDatabases(connections);
    stops.push(() => databases.close());
    // The demo's databases are ours, and made up.
    if (config.mode === 'databases') await assertLegacyIsReadOnly(connections.legacy);
    await migrateLedger(databases.new);
    const operations = await startOperations(connections, databases, config, log);
    stops.push(() => operations.stop());
    const deliveries = await serveWebhook(databases.sides.new, config.webhook, log, {
      onAttempt: (result) => operations.metrics.deliveries.inc({ result }),
    });
    stops.push(() => deliveries.stop());
    const service = new Service(
      databases.sides,
      databases.new,
      databases.rows,
      mappings,
      claims,
      config.isReadOnly,
      config.approvals,
    );
    const server = await listen(config, service, log, operations);
    stops.push(() => server.stop());
    const workshop = config.runs.lanes === 0 ? null : await openWorkshop(databases, connections, config, log);
    if (workshop !== null) stops.push(() => workshop.close());
    workshop?.worker.start();
    await greet(config, databases.sides.new, server.url);
    note(`Stopping (${await waitForStop()}); once more ends at once.`);
    await beginEnd(config.operations, operations.health, log);
  } finally {
    await stops.run();
  }
}

async function findConnections(config: Config, options: { reset?: boolean }, stops: Stops): Promise<Connections> {
  if (config.mode === 'databases') return config;
  const demo = await prepareDemo(config, options);
  stops.push(() => demo.stop());
  return demo.connections;
}

/** The demo's data is made up, and its schema is the first thing to look at. */
const apiSettings = ({
  http,
  mode,
  limits,
}: Config): Pick<ServerOptions, 'limits' | 'scansAtOnce' | 'isIntrospectionOpen' | 'revealsPerHour'> => ({
  limits: http,
  scansAtOnce: scansFor(limits.legacy.poolSize, limits.new.poolSize),
  isIntrospectionOpen: http.isIntrospectionOpen || mode === 'demo',
  revealsPerHour: http.revealsPerHour,
});

async function listen(
  config: Config,
  service: Service,
  log: Log,
  { health, metrics }: Operations,
): Promise<RunningServer> {
  const { host, port } = config;
  try {
    const signIn = chooseSignIn(config, service.sides.new, log);
    return await startServer({
      service,
      host,
      port,
      signIn,
      log,
      page: createPage(pageSettings(config)),
      ...apiSettings(config),
      operations: { health, metrics, log },
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new Failure('HOST is no address of this machine.', ExitCode.configuration, { cause: error });
    if (code !== 'EADDRINUSE') throw error;
    const hint = 'Set PORT to another one, or to 0 for any free one';
    throw new Failure(`Another program already uses port ${port}. ${hint}.`, ExitCode.configuration, { cause: error });
  }
}
