import { TypeORMError } from 'typeorm';

/** What is read of anything that was thrown. The drivers and TypeORM add much more, and values of records with it. */
interface Thrown {
  readonly message: string;
  readonly name?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly code?: unknown;
  readonly driverError?: unknown;
  /** Absent of objects without a prototype. */
  readonly constructor?: { readonly name: string };
}

/** An error as a line of the log shows it. */
interface ErrorRecord {
  readonly type: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: ErrorRecord;
  readonly errors?: readonly ErrorRecord[];
  readonly [name: string]: unknown;
}

/** Causes below this depth are left out; it also ends those that go in a circle. */
const DEEPEST_CAUSE = 5;

/** What databases name of their own making; of all that they say of an error, only this holds no value. */
const NAMES = ['table', 'constraint', 'column', 'routine'] as const;

/** Where PostgreSQL raises what a function of the database's own says: it may put a row in place of the other names. */
const RAISE = 'exec_stmt_raise';

/** Fields that only errors of databases have: TypeORM's, PostgreSQL's, and those of MySQL and MariaDB. */
const DATABASE_FIELDS = ['driverError', 'severity', 'sql', 'sqlState', 'sqlMessage'];

const DATABASE_CODE = /^(?:ER_\w+|(?=.*\d)[0-9A-Z]{5})$/;

const FRAME = /^ {4}at .*(?::\d+:\d+|<anonymous>|native|index \d+)\)?$/;

/** The queue hands over copies of errors, which are plain objects. */
export const isThrown = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';

export const isError = (value: unknown): value is Thrown =>
  value instanceof Error || (isThrown(value) && typeof value.stack === 'string');

const isOfDatabase = (error: Thrown): boolean =>
  error instanceof TypeORMError ||
  DATABASE_FIELDS.some((field) => field in error) ||
  (typeof error.code === 'string' && DATABASE_CODE.test(error.code));

function typeOf(error: Thrown): string {
  const name = error.constructor?.name ?? 'Object';
  const isTelling = name !== 'Error' && name !== 'Object';
  return isTelling || typeof error.name !== 'string' ? name : error.name;
}

/** The code and the names that a database gave with its error. */
function factsOf(error: Thrown): Record<string, string | number> {
  const inner: object = typeof error.driverError === 'object' && error.driverError !== null ? error.driverError : {};
  const given: Record<string, unknown> = { ...error, ...inner };
  const names = given.routine === RAISE ? ['routine'] : NAMES;
  const fields = isOfDatabase(error) ? ['code', 'errno', ...names] : ['code'];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const fact = given[field];
      return typeof fact === 'string' || typeof fact === 'number' ? [[field, fact] as const] : [];
    }),
  );
}

/** What may be said of an error; null: its own message may. Servers and parsers quote the value that they cannot use. */
function substituteFor(error: Thrown): string | null {
  if (error instanceof SyntaxError) return 'a text is not of the form that was expected';
  if (!isOfDatabase(error)) return null;
  const { code, errno, ...names } = factsOf(error);
  const facts = Object.entries(names).map(([field, name]) => `${field} ${name}`);
  return [`${typeOf(error)} ${code ?? errno ?? 'without a code'}`, ...facts].join(', ');
}

function causesOf(error: Thrown): readonly Thrown[] {
  const causes: Thrown[] = [];
  for (let { cause } = error; isThrown(cause) && causes.length < DEEPEST_CAUSE; { cause } = cause) causes.push(cause);
  return causes;
}

/** The message without values of records. Many errors repeat what their cause said, so it is taken out of theirs too. */
export function wordsOf(error: Thrown): string {
  return (
    substituteFor(error) ??
    causesOf(error).reduce((message, cause) => {
      const substitute = cause.message === '' ? null : substituteFor(cause);
      return substitute === null ? message : message.replaceAll(cause.message, () => substitute);
    }, error.message)
  );
}

/** The frames alone: a stack begins with the message, in as many lines as that has. */
function framesOf({ stack, message }: Thrown): string {
  const text = typeof stack === 'string' ? stack : '';
  const start = text.indexOf(message);
  return text
    .slice(start < 0 ? 0 : start + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .join('\n');
}

/** Anything that was thrown, without values of records: they may be personal, and logs go to many places. */
export function recordError(thrown: unknown, depth = 0): ErrorRecord {
  if (!isThrown(thrown)) return { type: typeof thrown };
  const { cause, errors } = thrown;
  const isDeep = depth === DEEPEST_CAUSE;
  return {
    type: typeOf(thrown),
    message: wordsOf(thrown),
    ...factsOf(thrown),
    stack: framesOf(thrown),
    ...(isThrown(cause) && !isDeep ? { cause: recordError(cause, depth + 1) } : {}),
    ...(Array.isArray(errors) && !isDeep ? { errors: errors.map((error) => recordError(error, depth + 1)) } : {}),
  };
}

/** A fault of this program with all that helps to find it, for a terminal: its words, and where it happened. */
export function describeFault(thrown: unknown): string {
  const { type, message, stack, cause } = recordError(thrown);
  const lines = [`${type}: ${message ?? 'something that is no error was thrown'}`, stack ?? ''];
  if (cause !== undefined) lines.push(`caused by ${cause.type}: ${cause.message ?? ''}`, cause.stack ?? '');
  return lines.filter((line) => line !== '').join('\n');
}
