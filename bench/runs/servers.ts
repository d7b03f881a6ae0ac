import { cpus } from 'node:os';
import type { Database } from '../../reconciliation/reading/database';
import { asDatabase } from '../../src/databases';
import type { World } from './world';

/** What figures depend on and nobody sees in them. */

async function settingsOf(database: Database, sql: string): Promise<string> {
  const rows = await database.query<{ name: string; value: string }>(sql);
  return rows.map(({ name, value }) => `${name} ${value}`).join(', ');
}

const LEGACY = ['version', 'innodb_buffer_pool_size', 'innodb_flush_log_at_trx_commit', 'log_bin'];
const NEW = ['server_version', 'shared_buffers', 'max_wal_size', 'fsync', 'synchronous_commit'];

const listed = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

export async function describeServers({ databases, legacy }: World): Promise<string> {
  const ofLegacy = await settingsOf(
    asDatabase(legacy),
    `SELECT lower(variable_name) AS name, variable_value AS value FROM information_schema.global_variables
     WHERE variable_name IN (${listed(LEGACY)})`,
  );
  const ofNew = await settingsOf(
    databases.sides.new,
    `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name IN (${listed(NEW)})`,
  );
  const [processor] = cpus();
  return [
    `- ${cpus().length} cores, ${processor?.model ?? 'unknown'}, Node.js ${process.version}`,
    `- legacy side: ${ofLegacy}`,
    `- new side: ${ofNew}`,
  ].join('\n');
}
