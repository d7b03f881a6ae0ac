import { listTables } from '../../entities/table';
import { type Connection, engineOf, legacyDataSource } from '../../ormconfig';
import { databaseNameOf } from '../administration';
import { asDatabase } from '../databases';
import { ExitCode, Failure } from '../failure';
import { openDatabase } from '../open-database';
import { findMysqlGrants, mysqlReader } from './mysql';
import { findPostgresGrants, postgresReader } from './postgres';

/** A list longer than this says nothing that its beginning does not. */
const SHOWN = 12;

/**
 * Refuses a legacy login that could write. A session that is set read-only can be set back by any statement; only a
 * right that the login does not have is safe from every mistake in this program.
 */
export async function assertLegacyIsReadOnly(connection: Connection): Promise<void> {
  const tables = listTables('legacy')
    .map((table) => table.name)
    .sort();
  const grants = await findWriteGrants(connection);
  if (grants.length > 0) throw refusal(connection, tables, grants);
}

/** What the login may write, in words. On a connection of its own, whose state is thrown away with it. */
async function findWriteGrants(connection: Connection): Promise<string[]> {
  const source = legacyDataSource({ ...connection, poolSize: 1 });
  await openDatabase(source, 'legacy', connection.url);
  try {
    const find = engineOf(connection.url) === 'postgres' ? findPostgresGrants : findMysqlGrants;
    return await find(asDatabase(source));
  } finally {
    await source.destroy();
  }
}

function refusal(connection: Connection, tables: readonly string[], grants: readonly string[]): Failure {
  const more = grants.length > SHOWN ? [`- and ${grants.length - SHOWN} more`] : [];
  const reader = engineOf(connection.url) === 'postgres' ? postgresReader : mysqlReader;
  return new Failure(
    [
      `The login of LEGACY_DATABASE_URL ("${decodeURIComponent(new URL(connection.url).username)}") can write to the legacy database, so Counterpart does not start.`,
      'It only ever reads there, and that must not depend on this program alone. The login holds:',
      ...grants.slice(0, SHOWN).map((grant) => `- ${grant}`),
      ...more,
      'Make a login that only reads, with these statements on the legacy server, and use it in LEGACY_DATABASE_URL:',
      ...reader(databaseNameOf(connection.url), tables).map((statement) => `  ${statement}`),
    ].join('\n'),
    ExitCode.configuration,
  );
}
