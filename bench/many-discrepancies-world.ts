import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDataSource } from '../ormconfig';
import { mappings } from '../reconciliation/mappings/all';
import type { Database } from '../reconciliation/reading/database';
import { Role } from '../resolvers/access/role';
import { Service } from '../resolvers/service';
import { asDatabase, openDatabases } from '../src/databases';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded/postgres';
import { startServer } from '../src/http/server';
import { createLog } from '../src/log';
import { migrateLedger } from '../src/migrate-ledger';
import { note } from '../src/output';
import { createPage } from '../src/page/page';
import { fillWithDiscrepancies } from './many-discrepancies';

const LIMITS = { poolSize: 4, statementTimeout: 600_000 };

/** A server of its own with so many invented discrepancies, for as long as the work takes. */
export interface DiscrepanciesWorld {
  /** Of the API; the page is at the root. Whoever asks is an administrator. */
  readonly url: string;
  readonly database: Database;
}

export async function withManyDiscrepancies(
  count: number,
  work: (world: DiscrepanciesWorld) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-bench-'));
  // PostgreSQL never runs as root, and its unprivileged user must reach the folder.
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder });
  try {
    await prepare(server, count);
    await serve(server, work);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(server: EmbeddedPostgres, count: number): Promise<void> {
  for (const name of ['legacy', 'new']) await server.createDatabase(name);
  const source = await newDataSource({ url: server.url('new'), ...LIMITS }).initialize();
  try {
    await migrateLedger(source);
    note(`Filling the ledger with ${count} discrepancies.`);
    await fillWithDiscrepancies(asDatabase(source), count);
  } finally {
    await source.destroy();
  }
}

async function serve(server: EmbeddedPostgres, work: (world: DiscrepanciesWorld) => Promise<void>): Promise<void> {
  const databases = await openDatabases({
    legacy: { url: server.url('legacy'), ...LIMITS },
    new: { url: server.url('new'), ...LIMITS },
  });
  const api = await startServer({
    service: new Service(databases.sides, databases.new, databases.rows, mappings),
    host: '127.0.0.1',
    port: 0,
    signIn: async () => ({ name: 'bench', roles: [Role.ADMIN], systems: null }),
    log: createLog('error'),
    page: createPage({ needsSignIn: false, provider: null }),
  });
  try {
    await work({ url: api.url, database: databases.sides.new });
  } finally {
    await api.stop();
    await databases.close();
  }
}
