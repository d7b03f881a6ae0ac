import { readFileSync } from 'node:fs';
import mysql from 'mysql2';
import pg from 'pg';
import {
  DataSource,
  type DataSourceOptions,
  EntitySchema,
  type EntitySchemaColumnOptions,
  type EntitySchemaRelationOptions,
  type Logger,
} from 'typeorm';
import { ledgerMigrations } from './entities/ledger/migrations';
import { POSTGRES_TYPES } from './entities/postgres-types';
import { type Column, columnOf, listTables, type Side, type Table, tableOf } from './entities/table';

type Engine = 'postgres' | 'mysql';

/** Column types of the legacy schema on MySQL and MariaDB, as Django makes them. */
const MYSQL_TYPES: Record<Column['kind'], EntitySchemaColumnOptions['type']> = {
  integer: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  boolean: 'tinyint',
  text: 'longtext',
  instant: 'datetime',
  date: 'date',
  json: 'longtext',
  uuid: 'char',
  enum: 'varchar',
};

function columnType(column: Column, engine: Engine): EntitySchemaColumnOptions {
  if (column.kind === 'text' && column.length !== undefined) return { type: 'varchar', length: column.length };
  const type = (engine === 'postgres' ? POSTGRES_TYPES : MYSQL_TYPES)[column.kind];
  if (column.kind === 'enum')
    return { type, enum: [...(column.values ?? [])], enumName: column.enumName ?? column.name };
  if (column.kind === 'uuid' && engine === 'mysql') return { type, length: 32 };
  if (column.kind === 'instant' && engine === 'mysql') return { type, precision: 6 };
  if (column.kind !== 'decimal' || column.precision === undefined) return { type };
  return { type, precision: column.precision, scale: column.scale ?? 0 };
}

/** The TypeORM schema of one table on one engine. The classes are declared once; only the type names differ. */
function entitySchema(table: Table, engine: Engine): EntitySchema {
  const columns = table.columns.map((column): [string, EntitySchemaColumnOptions] => [
    column.property,
    {
      ...columnType(column, engine),
      name: column.name,
      nullable: column.nullable,
      primary: column.primary,
      unique: column.unique,
      ...(column.default === undefined ? {} : { default: () => column.default ?? '' }),
    },
  ]);
  const relations = table.parents.map((parent): [string, EntitySchemaRelationOptions] => [
    parent.property,
    {
      type: 'many-to-one',
      target: parent.target as never,
      joinColumn: { name: columnOf(table, parent.column).name },
      nullable: columnOf(table, parent.column).nullable,
      // Legacy databases hold references to rows that are gone, which is what this service is there to find.
      createForeignKeyConstraints: table.side === 'new',
    },
  ]);
  const indexed = table.columns.filter((column) => column.indexed).map((column) => column.property);
  return new EntitySchema({
    name: tableOf(table.entity).entity.name,
    target: table.entity,
    tableName: table.name,
    columns: Object.fromEntries(columns),
    relations: Object.fromEntries(relations),
    indices: [...table.parents.map((parent) => parent.column), ...indexed].map((property) => ({ columns: [property] })),
  });
}

const entities = (side: Side, engine: Engine): EntitySchema[] =>
  listTables(side).map((table) => entitySchema(table, engine));

export interface Connection {
  /** postgres:// or mysql:// (mariadb:// too), with user, password and database. */
  readonly url: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** Milliseconds after which the server gives up a statement. */
  readonly statementTimeout: number;
}

export const engineOf = (url: string): Engine => (url.startsWith('postgres') ? 'postgres' : 'mysql');

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '[::1]', ''].includes(host);

/** TLS with a verified certificate and host name, except on this machine itself. */
function tls(url: string, engine: Engine): object {
  const { hostname, searchParams } = new URL(url);
  if (isLoopback(hostname)) return {};
  const authority = searchParams.get('sslrootcert');
  const ca = authority === null ? {} : { ca: readFileSync(authority, 'utf8') };
  // mysql2 does not check the host name unless it is told to.
  return { ssl: { ...ca, rejectUnauthorized: true, ...(engine === 'mysql' ? { verifyIdentity: true } : {}) } };
}

/** The address without parameters, which only this file interprets. */
function bare(url: string): string {
  const address = new URL(url);
  address.search = '';
  return address.toString();
}

function postgresOptions(connection: Connection, side: Side, settings: string): DataSourceOptions {
  return {
    type: 'postgres',
    url: bare(connection.url),
    entities: entities(side, 'postgres'),
    synchronize: false,
    poolSize: connection.poolSize,
    applicationName: 'counterpart',
    installExtensions: false,
    ...tls(connection.url, 'postgres'),
    extra: {
      options: `-c search_path=public -c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=${connection.statementTimeout} ${settings}`,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    },
  };
}

/**
 * A database in SQL_ASCII holds whatever bytes were written to it. Asked for UTF-8 it fails at the first that is none;
 * asked for its own encoding it sends the bytes as they are, and the reader names the broken ones.
 */
const OWN_ENCODING = `SELECT set_config('client_encoding',
  CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false)`;

class LegacyPool extends pg.Pool {
  constructor(options: pg.PoolConfig) {
    super(options);
    this.on('connect', (client) => {
      // A connection that breaks here breaks again, with an error for its user, at the next statement.
      client.query(OWN_ENCODING).catch(() => undefined);
    });
  }
}

const legacyPostgres = { driver: { ...pg, Pool: LegacyPool } };

/** The driver, with statements that every new connection of its pool runs before anything else is sent on it. */
function mysqlDriver(statements: readonly string[]): object {
  const createPool = (options: mysql.PoolOptions): mysql.Pool => {
    const pool = mysql.createPool(options);
    pool.on('connection', (connection) => {
      for (const statement of statements) connection.query(statement);
    });
    return pool;
  };
  return { ...mysql, createPool };
}

function mysqlOptions(connection: Connection, statements: readonly string[]): DataSourceOptions {
  return {
    type: 'mariadb',
    driver: mysqlDriver(["SET SESSION time_zone = '+00:00'", ...statements]),
    url: bare(connection.url).replace(/^mysql:/, 'mariadb:'),
    entities: entities('legacy', 'mysql'),
    synchronize: false,
    poolSize: connection.poolSize,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    ...tls(connection.url, 'mysql'),
    extra: { supportBigNumbers: true, bigNumberStrings: true, dateStrings: true, enableKeepAlive: true },
  };
}

/**
 * The legacy side, for reading only: the session itself is set read-only, which is a seat belt beside the missing
 * write grants that the service checks for at start.
 */
export function legacyDataSource(connection: Connection): DataSource {
  if (engineOf(connection.url) === 'postgres') {
    const options = postgresOptions(connection, 'legacy', '-c default_transaction_read_only=on');
    return new DataSource({ ...options, ...legacyPostgres });
  }
  // MariaDB and MySQL know the statement timeout by different names; each runs only its own comment.
  const timeout =
    `SET @counterpart = 1 /*M!100101 , SESSION max_statement_time = ${connection.statementTimeout / 1000} */` +
    ` /*!50708 , SESSION max_execution_time = ${connection.statementTimeout} */`;
  // A long answer is held back while its rows are worked on, for longer than the server waits by default.
  const patience = 'SET SESSION net_write_timeout = 600';
  return new DataSource(mysqlOptions(connection, ['SET SESSION TRANSACTION READ ONLY', timeout, patience]));
}

/** The legacy side with its own rights, for loading the sample and for tests. */
export function writableLegacyDataSource(connection: Connection): DataSource {
  if (engineOf(connection.url) === 'postgres') return new DataSource(postgresOptions(connection, 'legacy', ''));
  return new DataSource(mysqlOptions(connection, []));
}

/** TypeORM would write to standard output, which belongs to answers; what fails is thrown and reported by its caller. */
const SILENT: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** The new side and the ledger in its schema `counterpart`. */
export function newDataSource(connection: Connection): DataSource {
  const options = postgresOptions(
    connection,
    'new',
    '-c lock_timeout=2000 -c idle_in_transaction_session_timeout=30000',
  );
  return new DataSource({
    ...options,
    migrations: ledgerMigrations,
    migrationsTableName: 'counterpart.migration',
    logger: SILENT,
    migrationsTransactionMode: 'all',
  });
}

/** A short-lived connection to a server itself, to list, create, rename and drop databases. It knows no entities. */
export function administrationDataSource(connection: Connection): DataSource {
  const isPostgres = engineOf(connection.url) === 'postgres';
  const options = isPostgres ? postgresOptions(connection, 'ledger', '') : mysqlOptions(connection, []);
  return new DataSource({ ...options, entities: [] });
}
