import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import mysql from 'mysql2';
import pg from 'pg';
import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { type Engine, entitySchemas } from './entities/entity-schemas';
import { ledgerMigrations } from './entities/ledger/migrations';
import type { Side } from './entities/table';

export interface Connection {
  /** postgres:// or mysql:// (mariadb:// too), with user, password and database. */
  readonly url: string;
  /** Connections at most. */
  readonly poolSize: number;
  /** Milliseconds after which the server gives up a statement; 0: there is no limit, here as little as there. */
  readonly statementTimeout: number;
}

export const engineOf = (url: string): Engine => (url.startsWith('postgres') ? 'postgres' : 'mysql');

/** Whether a host is this machine itself, to which connections need no TLS. */
export const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost', '[::1]', ''].includes(host);

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

/** How much longer than the server's own limit an answer is waited for: only a silent server is met by it. */
const GRACE_MS = 5_000;

/**
 * Gives a connection up whose server does not answer a statement in time: packets are swallowed on the way, or it hangs.
 * By its code the error counts as a lost connection. Statements that wait for their turn have their time later.
 */
function answerLimit(statementTimeout: number, giveUp: (error: Error) => void) {
  let open = 0;
  let timer: NodeJS.Timeout | undefined;
  const fail = (): void =>
    giveUp(Object.assign(new Error('the database did not answer in time'), { code: 'ETIMEDOUT' }));
  const start = (): void => {
    // A connection that is lost keeps nobody from ending.
    timer = setTimeout(fail, statementTimeout + GRACE_MS).unref();
  };
  return {
    begin: (): void => {
      if (open++ === 0) start();
    },
    end: (): void => {
      clearTimeout(timer);
      if (--open > 0) start();
    },
  };
}

/** A server that is gone without a word is noticed by its silence to these. */
const KEEP_ALIVE_MS = 10_000;
const CONNECTION_TIMEOUT_MS = 10_000;

function postgresOptions(connection: Connection, side: Side, settings: string): DataSourceOptions {
  return {
    type: 'postgres',
    driver: postgresDriver(connection, null),
    url: bare(connection.url),
    entities: entitySchemas(side, 'postgres'),
    synchronize: false,
    poolSize: connection.poolSize,
    applicationName: 'counterpart',
    installExtensions: false,
    ...tls(connection.url, 'postgres'),
    extra: {
      options: `-c search_path=public -c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=${connection.statementTimeout} ${settings}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    },
  };
}

/**
 * A database in SQL_ASCII holds whatever bytes were written to it. Asked for UTF-8 it fails at the first that is none;
 * asked for its own encoding it sends the bytes as they are, and the reader names the broken ones.
 */
const OWN_ENCODING = `SELECT set_config('client_encoding',
  CASE current_setting('server_encoding') WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END, false)`;

type PostgresClient = pg.PoolClient & { readonly connection: { readonly stream: Socket } };

/** The driver keeps no account of its socket in public, and has no limit that closes it. */
function limitPostgres(client: PostgresClient, statementTimeout: number): void {
  const limit = answerLimit(statementTimeout, (error) => client.connection.stream.destroy(error));
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const limited = (...given: unknown[]): unknown => {
    const callback = given.at(-1);
    limit.begin();
    if (typeof callback !== 'function') {
      const answer = query(...given);
      // A stream of COPY is no promise, and takes as long as its rows do.
      if (answer instanceof Promise) answer.then(limit.end, limit.end);
      else limit.end();
      return answer;
    }
    const ended = (...answer: unknown[]): unknown => {
      limit.end();
      return (callback as (...answer: unknown[]) => unknown)(...answer);
    };
    return query(...given.slice(0, -1), ended);
  };
  client.query = limited as typeof client.query;
}

/** The driver, with a limit to the silence of servers, and a statement that every new connection runs first. */
function postgresDriver({ statementTimeout }: Pick<Connection, 'statementTimeout'>, statement: string | null): object {
  class Pool extends pg.Pool {
    constructor(options: pg.PoolConfig) {
      super(options);
      this.on('connect', (client) => {
        // One that breaks while nobody listens, on its way from the pool to its user or in the middle of a stream, would
        // end the program; whoever uses it is told at the next statement.
        client.on('error', () => undefined);
        if (statementTimeout > 0) limitPostgres(client as PostgresClient, statementTimeout);
        if (statement !== null) client.query(statement).catch(() => undefined);
      });
    }
  }
  return { ...pg, Pool };
}

type MysqlConnection = mysql.PoolConnection & { readonly stream: Socket };

function limitMysql(connection: MysqlConnection, statementTimeout: number): void {
  const limit = answerLimit(statementTimeout, (error) => {
    connection.stream.destroy(error);
    // After its user was told: the pool does not learn of it by itself.
    setImmediate(() => connection.destroy());
  });
  const query = connection.query.bind(connection) as (...given: unknown[]) => mysql.Query;
  const limited = (...given: unknown[]): mysql.Query => {
    limit.begin();
    return query(...given).once('end', limit.end);
  };
  connection.query = limited as typeof connection.query;
}

/** The driver, with statements that every new connection of its pool runs before anything else is sent on it. */
function mysqlDriver(statements: readonly string[], statementTimeout: number): object {
  const createPool = (options: mysql.PoolOptions): mysql.Pool => {
    const pool = mysql.createPool(options);
    pool.on('connection', (connection) => {
      if (statementTimeout > 0) limitMysql(connection as MysqlConnection, statementTimeout);
      for (const statement of statements) connection.query(statement);
    });
    return pool;
  };
  return { ...mysql, createPool };
}

/** `timeout`: the statement timeout, where the statements set one. */
function mysqlOptions(connection: Connection, statements: readonly string[] = [], timeout = 0): DataSourceOptions {
  return {
    type: 'mariadb',
    driver: mysqlDriver(["SET SESSION time_zone = '+00:00'", ...statements], timeout),
    url: bare(connection.url).replace(/^mysql:/, 'mariadb:'),
    entities: entitySchemas('legacy', 'mysql'),
    synchronize: false,
    poolSize: connection.poolSize,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    ...tls(connection.url, 'mysql'),
    extra: {
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: true,
      enableKeepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
      connectTimeout: CONNECTION_TIMEOUT_MS,
    },
  };
}

/**
 * The legacy side, for reading only: the session itself is set read-only, which is a seat belt beside the missing
 * write grants that the service checks for at start.
 */
export function legacyDataSource(connection: Connection): DataSource {
  if (engineOf(connection.url) === 'postgres') {
    const options = postgresOptions(connection, 'legacy', '-c default_transaction_read_only=on');
    return new DataSource({ ...options, driver: postgresDriver(connection, OWN_ENCODING) });
  }
  // MariaDB and MySQL know the statement timeout by different names; each runs only its own comment.
  const timeout =
    `SET @counterpart = 1 /*M!100101 , SESSION max_statement_time = ${connection.statementTimeout / 1000} */` +
    ` /*!50708 , SESSION max_execution_time = ${connection.statementTimeout} */`;
  // A long answer is held back while its rows are worked on, for longer than the server waits by default.
  const patience = 'SET SESSION net_write_timeout = 600';
  const statements = ['SET SESSION TRANSACTION READ ONLY', timeout, patience];
  return new DataSource(mysqlOptions(connection, statements, connection.statementTimeout));
}

/** The legacy side with its own rights, for loading the sample and for tests. */
export function writableLegacyDataSource(connection: Connection): DataSource {
  if (engineOf(connection.url) === 'postgres') return new DataSource(postgresOptions(connection, 'legacy', ''));
  return new DataSource(mysqlOptions(connection));
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
  const settings = '-c lock_timeout=2000 -c idle_in_transaction_session_timeout=30000';
  return new DataSource({
    ...postgresOptions(connection, 'new', settings),
    migrations: ledgerMigrations,
    migrationsTableName: 'counterpart.migration',
    logger: SILENT,
  });
}

/** The same database without a client's time limit, for steps of the ledger that go through all of it. No entities. */
export const patientDataSource = (given: DataSourceOptions): DataSource =>
  new DataSource({ ...given, entities: [], driver: postgresDriver({ statementTimeout: 0 }, null) });

/** A short-lived connection to a server itself, to list, create, rename and drop databases. It knows no entities. */
export function administrationDataSource(connection: Connection): DataSource {
  const isPostgres = engineOf(connection.url) === 'postgres';
  const options = isPostgres ? postgresOptions(connection, 'ledger', '') : mysqlOptions(connection);
  return new DataSource({ ...options, entities: [] });
}
