import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { administrationDataSource } from '../../ormconfig';
import type { KillablePostgres } from '../support/killable-postgres';

/** A login of a PostgreSQL of the test's own that only reads: programs refuse to start with one that could write. */
export async function createPostgresReader(postgres: KillablePostgres, database: string): Promise<string> {
  appendFileSync(join(postgres.home, 'access.conf'), 'host all reader 127.0.0.1/32 trust\n');
  const source = administrationDataSource({ url: postgres.url(database), poolSize: 1, statementTimeout: 60_000 });
  await source.initialize();
  try {
    await source.query('SELECT pg_reload_conf()');
    await source.query('CREATE ROLE reader LOGIN');
    await source.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
  } finally {
    await source.destroy();
  }
  const address = new URL(postgres.url(database));
  address.username = 'reader';
  return address.toString();
}
