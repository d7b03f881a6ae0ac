import { mappings } from '../reconciliation/mappings/all';
import { Role } from '../resolvers/role';
import { Service } from '../resolvers/service';
import { findClaims } from './claims-file';
import type { Config } from './config';
import { type Databases, openDatabases } from './databases';
import { prepareDemo } from './demo';
import { ExitCode, Failure } from './failure';
import { assertLegacyIsReadOnly } from './legacy-grants';
import { createLog, type Log } from './log';
import { migrateLedger } from './migrate-ledger';
import type { Connections } from './open-database';
import { note, print } from './output';
import { listQueriesToTry } from './queries-to-try';
import { openWorkshop } from './run-workshop';
import { type RunningServer, startServer } from './server';
import { waitForStop } from './signals';

/** What has to be stopped at the end, the latest first. */
type Stops = (() => Promise<void>)[];

/** Runs the service until it is told to stop. */
export async function serve(config: Config, options: { reset?: boolean } = {}): Promise<void> {
  const log = createLog(config.logLevel);
  const stops: Stops = [];
  try {
    const { claims } = findClaims(config.claimsFile, ExitCode.configuration);
    const connections = await findConnections(config, options, stops);
    const databases = await openDatabases(connections);
    stops.push(() => databases.close());
    // The demo's databases are ours, and made up.
    if (config.mode === 'databases') await assertLegacyIsReadOnly(connections.legacy);
    await migrateLedger(databases.new);
    const workshop = config.runs.lanes === 0 ? null : await openWorkshop(databases, connections, config, log);
    if (workshop !== null) stops.push(() => workshop.close());
    workshop?.worker.start();
    const service = new Service(databases.sides, databases.new, databases.rows, mappings, claims, config.isReadOnly);
    const server = await listen(config, service, log);
    stops.push(() => server.stop());
    await greet(config, databases, server);
    note(`Stopping (${await waitForStop()}); once more ends at once.`);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function findConnections(config: Config, options: { reset?: boolean }, stops: Stops): Promise<Connections> {
  if (config.mode === 'databases') return config;
  const demo = await prepareDemo(config, options);
  stops.push(() => demo.stop());
  return demo.connections;
}

async function listen(config: Config, service: Service, log: Log): Promise<RunningServer> {
  const { host, port, operator } = config;
  try {
    return await startServer({ service, host, port, viewer: { name: operator, roles: [Role.ADMIN] }, log });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
    const hint = 'Set PORT to another one, or to 0 for any free one';
    throw new Failure(`Another program already uses port ${port}. ${hint}.`, ExitCode.configuration, { cause: error });
  }
}

async function greet(config: Config, databases: Databases, server: RunningServer): Promise<void> {
  const queries = await listQueriesToTry(databases.sides.new, mappings);
  const about = config.mode === 'demo' ? 'the demo (no databases are configured)' : 'the configured databases';
  print(`Counterpart serves ${about} at ${server.url}\n`);
  print('Three queries to try:\n');
  for (const query of queries) {
    print(`  curl -s ${server.url} -H 'content-type: application/json' -d '${JSON.stringify({ query })}'`);
  }
}
