import { Refusal, RefusalCode } from './refusal';

interface PostgresError {
  readonly code?: string;
  /** Of MySQL and MariaDB. */
  readonly errno?: number;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly where?: string;
  /** The function of the server that reported it. */
  readonly routine?: string;
}

/** The driver's error inside TypeORM's. */
function driverError(error: unknown): PostgresError {
  const inner = (error as { driverError?: unknown } | null)?.driverError ?? error;
  return typeof inner === 'object' && inner !== null ? inner : {};
}

const isSqlState = (code: string | undefined): code is string =>
  code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);

/** What drivers and the system call a connection that is gone. */
const LOST: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
]);

/** Sessions that the server ended: class 08, 57P01 to 57P03, and 25P03 for one that idled in a transaction. */
const ENDED = /^(08|57P0[123]|25P03)/;

/** A lock that is held too long or a statement out of time, on either engine. */
const TOO_LONG: ReadonlySet<string> = new Set([
  '55P03',
  '57014',
  'ER_QUERY_TIMEOUT',
  'ER_STATEMENT_TIMEOUT',
  'ER_LOCK_WAIT_TIMEOUT',
]);

/** What MariaDB calls a statement out of time; the driver knows no code for it. */
const MARIADB_TIMEOUT = 1969;

/** True when no answer came from the server: it may have done the work or not. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof Refusal) return false;
  const { code } = driverError(error);
  if (isSqlState(code)) return ENDED.test(code);
  if (code !== undefined) return LOST.has(code);
  return /connection (terminated|ended|error)|not queryable|timeout exceeded when trying to connect|client was closed/i.test(
    String(error),
  );
}

/** True when the side cannot be read now: no connection, a lock that is held too long, or a statement out of time. */
export function isOutOfReach(error: unknown): boolean {
  const { code, errno } = driverError(error);
  return isConnectionLost(error) || TOO_LONG.has(code ?? '') || errno === MARIADB_TIMEOUT;
}

/** MySQL and MariaDB without a connection to give. */
const NO_CONNECTION: ReadonlySet<string> = new Set(['ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS']);

/** True when a server has no connection, memory or disk left, or takes no writes just now: waiting may mend it. */
export function isOutOfRoom(error: unknown): boolean {
  const { code } = driverError(error);
  return code !== undefined && (/^53|^25006$/.test(code) || NO_CONNECTION.has(code));
}

/** True when somebody else held a lock for longer than this transaction waits. */
export const isLockTimeout = (error: unknown): boolean => driverError(error).code === '55P03';

/** True when the server undid the transaction by itself and asks to try again. */
export function isTransient(error: unknown): boolean {
  return ['40001', '40P01'].includes(driverError(error).code ?? '');
}

const CLASSES: readonly [RegExp, RefusalCode, string][] = [
  [/^55P03$/, RefusalCode.RECORD_BUSY, 'somebody else holds the record; try again in a moment'],
  [/^57014$/, RefusalCode.RECORD_BUSY, 'the statement took longer than the time limit; try again in a moment'],
  [/^40/, RefusalCode.RECORD_BUSY, 'the record was in use by several writers; try again in a moment'],
  [/^53/, RefusalCode.UNAVAILABLE, 'the new database is out of connections, memory or disk; nothing was written'],
  [/^25006$/, RefusalCode.UNAVAILABLE, 'the new database is in read-only mode; nothing was written'],
];

const REASONS: Record<string, string> = {
  '23502': 'a value is required',
  '23503': 'a referenced row does not exist, or a row is still referenced',
  '23505': 'the value must be unique and another row has it',
  '23514': 'a check is not satisfied',
  '23P01': 'an exclusion is violated',
  '42501': 'the login has no right to do this',
  P0001: 'a trigger refused the row',
};

/** Where PostgreSQL raises what a function of the database's own says. */
const RAISE = 'exec_stmt_raise';

/** Names constraint, table and column of what the database refused, and never a value: it may be personal. */
function constraintMessage(error: PostgresError): string {
  const reason = REASONS[error.code ?? ''] ?? 'the database refused the row';
  const trigger = /PL\/pgSQL function ([\w.]+)/.exec(error.where ?? '')?.[1];
  // Whoever raises an error in a function says by themselves what these are, and may put a row there.
  const { constraint, table, column } = error.routine === RAISE ? {} : error;
  const names = [
    constraint === undefined ? null : `constraint ${constraint}`,
    table === undefined ? null : `table ${table}`,
    column === undefined ? null : `column ${column}`,
    trigger === undefined ? null : `function ${trigger}`,
    `SQLSTATE ${error.code ?? 'unknown'}`,
  ];
  return `${reason} (${names.filter((name) => name !== null).join(', ')})`;
}

/** What the database had against the rows of a statement, in words; null: something else was the matter. */
export function rejectionOf(error: unknown): string | null {
  const inner = driverError(error);
  return isSqlState(inner.code) && /^(22|23|P0)/.test(inner.code) ? constraintMessage(inner) : null;
}

/** Turns what a database threw during a write into a refusal; errors of our own pass through as they are. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const inner = driverError(error);
  if (isConnectionLost(error))
    return new Refusal(RefusalCode.UNAVAILABLE, 'the connection to the database was lost; nothing was written');
  if (!isSqlState(inner.code)) return error;
  const known = CLASSES.find(([pattern]) => pattern.test(inner.code ?? ''));
  if (known !== undefined) return new Refusal(known[1], known[2]);
  return /^(22|23|42501|P0)/.test(inner.code)
    ? new Refusal(RefusalCode.CONSTRAINT_VIOLATION, constraintMessage(inner))
    : error;
}
