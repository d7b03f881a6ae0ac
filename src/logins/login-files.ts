import { listTables, type Side } from '../../entities/table';
import { mappings } from '../../reconciliation/mappings/all';
import { LEDGER_RIGHTS } from './ledger-rights';

/** The texts of the files, by their names. */
export const loginFiles = (): Readonly<Record<string, string>> => ({
  'legacy-reader.postgres.sql': legacyReaderOnPostgres(),
  'legacy-reader.mysql.sql': legacyReaderOnMysql(),
  'ledger-owner.postgres.sql': ledgerOwner(),
  'new-writer.postgres.sql': newWriter(),
});

const READER = 'counterpart_reader';
const OWNER = 'counterpart_owner';
const WRITER = 'counterpart_writer';

const namesOf = (side: Side): string[] =>
  listTables(side)
    .map((table) => table.name)
    .sort();

const text = (...parts: readonly string[]): string => `${parts.join('\n')}\n`;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(',\n  ');

const head = (...sentences: readonly string[]): string =>
  ['Made by `npm run logins`: change what it is made from, not this file.', ...sentences]
    .map((sentence) => `-- ${sentence}`)
    .join('\n');

/** A login that nobody can use before it is given a password, and that runs again without harm. */
const role = (name: string, rights: string): string => `
DO $$ BEGIN
  IF to_regrole('${name}') IS NULL THEN
    CREATE ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
  END IF;
  EXECUTE format('GRANT ${rights} ON DATABASE %I TO ${name}', current_database());
END $$;`;

const passwordOnPostgres = (name: string): string =>
  `The login has no password. Give it one in psql: \\password ${name}`;

const legacyReaderOnPostgres = (): string =>
  text(
    head(
      'The login of LEGACY_DATABASE_URL: it reads the tables of the mappings, and nothing else.',
      'Run it in the legacy database as a superuser or as the owner of the tables; again after an upgrade.',
      passwordOnPostgres(READER),
    ),
    role(READER, 'CONNECT'),
    '',
    `GRANT USAGE ON SCHEMA public TO ${READER};`,
    `GRANT SELECT ON\n  ${quoted(namesOf('legacy'))}\n  TO ${READER};`,
    '',
    '-- Up to PostgreSQL 14 every login may create tables here. From 15 on this changes nothing.',
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC;',
  );

const legacyReaderOnMysql = (): string =>
  text(
    head(
      'The login of LEGACY_DATABASE_URL: it reads the tables of the mappings, and nothing else.',
      'Run it with the legacy database as the current one: mysql <database> < legacy-reader.mysql.sql; again after an upgrade.',
      'The login is locked. Give it a password:',
      `  ALTER USER '${READER}'@'%' IDENTIFIED BY '…' REQUIRE SSL ACCOUNT UNLOCK;`,
      'On a replica, let it ask how far that is behind, or set LEGACY_LAG_QUERY:',
      `  GRANT REPLICATION CLIENT ON *.* TO '${READER}'@'%';  -- MySQL`,
      `  GRANT REPLICA MONITOR ON *.* TO '${READER}'@'%';     -- MariaDB`,
    ),
    '',
    `CREATE USER IF NOT EXISTS '${READER}'@'%' ACCOUNT LOCK;`,
    ...namesOf('legacy').map((name) => `GRANT SELECT ON \`${name}\` TO '${READER}'@'%';`),
  );

const ledgerOwner = (): string =>
  text(
    head(
      'The login that makes and upgrades the schemas "counterpart" and "counterpart_queue", and owns what is in them.',
      'Run it in the new database as a superuser or as its owner, once. Then, with this login in NEW_DATABASE_URL:',
      '  counterpart ledger migrate',
      'The service itself has a login with fewer rights (new-writer.postgres.sql): not even a fault of it can alter what',
      'is in the audit trail, or drop it.',
      passwordOnPostgres(OWNER),
    ),
    role(OWNER, 'CONNECT, CREATE'),
  );

/** Tables that a mapping writes to, and those that are only looked into. */
function newTables(): { written: string[]; read: string[] } {
  const names = new Set(mappings.map((mapping) => mapping.new.table.name));
  const all = namesOf('new');
  return { written: all.filter((name) => names.has(name)), read: all.filter((name) => !names.has(name)) };
}

function newWriter(): string {
  const { written, read } = newTables();
  return text(
    head(
      'The login of NEW_DATABASE_URL: it reads and writes rows of the tables of the mappings, and keeps the ledger.',
      'Run it in the new database as a superuser, after "counterpart ledger migrate"; again after each upgrade.',
      passwordOnPostgres(WRITER),
    ),
    role(WRITER, 'CONNECT, TEMPORARY'),
    '',
    `GRANT USAGE ON SCHEMA public, counterpart, counterpart_queue TO ${WRITER};`,
    '',
    '-- Single records and runs insert rows, settle fields, and take both back. No TRUNCATE, no DDL.',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON\n  ${quoted(written)}\n  TO ${WRITER};`,
    ...(read.length === 0 ? [] : [`GRANT SELECT ON\n  ${quoted(read)}\n  TO ${WRITER};`]),
    ...LEDGER_RIGHTS.flatMap(({ because, rights, tables }) => [
      '',
      `-- ${because}`,
      `REVOKE ALL ON\n  ${ledgerTables(tables)}\n  FROM ${WRITER};`,
      `GRANT ${rights} ON\n  ${ledgerTables(tables)}\n  TO ${WRITER};`,
    ]),
    '',
    '-- The queue invites workers to work on runs. It holds nothing that could be lost.',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA counterpart_queue TO ${WRITER};`,
  );
}

const ledgerTables = (names: readonly string[]): string => names.map((name) => `counterpart.${name}`).join(',\n  ');
