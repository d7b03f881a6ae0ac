import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Connection } from '../ormconfig';
import type { ApprovalPolicy } from '../reconciliation/approvals/approval-policy';
import { type AccessSettings, readAccessSettings } from './config/access';
import { LEGACY_ADDRESS, NEW_ADDRESS, readAddress } from './config/address';
import { readApprovalPolicy } from './config/approvals';
import { type HttpSettings, readHttpSettings } from './config/http';
import { type OperationSettings, readOperationSettings } from './config/operations';
import { type RunSettings, readRunSettings } from './config/runs';
import { type Environment, Values } from './config/values';
import { readWebhook } from './config/webhooks';
import { ExitCode, Failure } from './failure';
import { LOG_LEVELS, type LogLevel } from './log';
import type { Receiver } from './webhooks/post';

/** Everything but the address of a connection. */
export type ConnectionLimits = Omit<Connection, 'url'>;

interface Settings {
  readonly host: string;
  readonly port: number;
  /** The name that changes are recorded under. */
  readonly operator: string;
  readonly logLevel: LogLevel;
  /** Stated figures to be held against live data; null: those of the Phase 7 report. */
  readonly claimsFile: string | null;
  /** Where the embedded demo keeps its data. */
  readonly dataFolder: string;
  /** Whether this process writes no business row, whatever the ledger says. */
  readonly isReadOnly: boolean;
  readonly http: HttpSettings;
  readonly runs: RunSettings;
  readonly access: AccessSettings;
  /** What needs a second person. */
  readonly approvals: ApprovalPolicy;
  /** Where events are sent; null: nowhere. */
  readonly webhook: Receiver | null;
  readonly operations: OperationSettings;
  readonly limits: { readonly legacy: ConnectionLimits; readonly new: ConnectionLimits };
}

/** Servers of the user, or PostgreSQL of our own with the sample. */
export type DatabasesConfig = Settings & {
  readonly mode: 'databases';
  readonly legacy: Connection;
  readonly new: Connection;
};
export type DemoConfig = Settings & { readonly mode: 'demo' };
export type Config = DatabasesConfig | DemoConfig;

const OWN_VARIABLES = ['COUNTERPART_OPERATOR', 'COUNTERPART_DATA', 'COUNTERPART_TOKEN', 'COUNTERPART_TOKEN_FILE'];

const LOOPBACK = ['127.0.0.1', 'localhost'];

/**
 * The configuration, from variables of the environment; nothing else in this program reads them. All that is wrong is
 * reported together. With `demo` the addresses of databases are passed over.
 */
export function readConfig(options: { demo?: boolean; environment?: Environment } = {}): Config {
  const values = new Values(options.environment ?? process.env);
  const settings = readSettings(values);
  const addresses = options.demo === true ? {} : readAddresses(values);
  if (options.demo === true || !ADDRESSES.some((name) => isSet(values, name))) checkDemoHost(values, settings.host);
  values.rejectUnknown('COUNTERPART_', OWN_VARIABLES, 'COUNTERPART_TEST_');
  if (values.problems.length > 0) throw configurationFailure(values.problems);
  const { legacy, new: current } = addresses;
  if (legacy === undefined || current === undefined) return Object.freeze({ mode: 'demo', ...settings });
  return Object.freeze({
    mode: 'databases',
    ...settings,
    legacy: Object.freeze({ url: legacy, ...settings.limits.legacy }),
    new: Object.freeze({ url: current, ...settings.limits.new }),
  });
}

/** The configuration for commands that cannot make do with the demo. */
export function readDatabasesConfig(environment?: Environment): DatabasesConfig {
  const config = readConfig(environment === undefined ? {} : { environment });
  if (config.mode === 'databases') return config;
  throw configurationFailure([
    `LEGACY_DATABASE_URL is not set. Example: LEGACY_DATABASE_URL=${LEGACY_ADDRESS.example}`,
    `NEW_DATABASE_URL is not set. Example: NEW_DATABASE_URL=${NEW_ADDRESS.example}`,
  ]);
}

/**
 * The API token of whoever runs a command; null: none is set. It is no part of the configuration: a service takes no
 * notice of a token that its environment happens to hold, nor of a file that it cannot read.
 */
export function readToken(environment: Environment = process.env): string | null {
  const values = new Values(environment);
  const token = values.secret('COUNTERPART_TOKEN');
  if (values.problems.length > 0) throw configurationFailure(values.problems);
  return token ?? null;
}

function configurationFailure(problems: readonly string[]): Failure {
  const count = problems.length === 1 ? 'One setting is' : `${problems.length} settings are`;
  return new Failure(
    [`${count} wrong; nothing was started.`, ...problems.map((problem) => `- ${problem}`)].join('\n'),
    ExitCode.configuration,
  );
}

function readSettings(values: Values): Settings {
  const statementTimeout = values.whole('STATEMENT_TIMEOUT_MS', { least: 100, most: 3_600_000, otherwise: 15_000 });
  const limits = (name: string, otherwise: number): ConnectionLimits =>
    Object.freeze({ poolSize: values.whole(name, { least: 1, most: 100, otherwise }), statementTimeout });
  return {
    host: values.text('HOST') ?? '127.0.0.1',
    port: values.whole('PORT', { least: 0, most: 65_535, otherwise: 4000 }),
    operator: readOperator(values),
    logLevel: values.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    claimsFile: readPath(values, 'CLAIMS_FILE'),
    dataFolder: resolve(values.text('COUNTERPART_DATA') ?? '.counterpart'),
    isReadOnly: values.flag('READ_ONLY'),
    http: readHttpSettings(values),
    runs: readRunSettings(values),
    access: readAccessSettings(values),
    approvals: readApprovalPolicy(values),
    webhook: readWebhook(values),
    operations: readOperationSettings(values),
    limits: Object.freeze({ legacy: limits('LEGACY_POOL_SIZE', 4), new: limits('NEW_POOL_SIZE', 10) }),
  };
}

function readPath(values: Values, name: string): string | null {
  const path = values.text(name);
  return path === undefined ? null : resolve(path);
}

/** Nobody signs in to the demo. */
function checkDemoHost(values: Values, host: string): void {
  if (LOOPBACK.includes(host)) return;
  const problem = `is "${host}", but the demo lets in whoever connects, as an administrator: only this machine may`;
  values.reject('HOST', problem, '127.0.0.1');
}

const OPERATOR_LENGTH = 200;

function readOperator(values: Values): string {
  const operator = values.text('COUNTERPART_OPERATOR') ?? accountName();
  if (operator !== undefined && operator.length <= OPERATOR_LENGTH && !/\p{Cc}/u.test(operator)) return operator;
  const problem =
    operator === undefined
      ? 'is not set, and this account has no name'
      : `must be one line of at most ${OPERATOR_LENGTH} characters`;
  values.reject('COUNTERPART_OPERATOR', problem, 'maria.lopez');
  return '';
}

/** Containers may run under a number without a name. */
function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

const ADDRESSES = ['LEGACY_DATABASE_URL', 'NEW_DATABASE_URL'];

const isSet = (values: Values, name: string): boolean =>
  values.text(name) !== undefined || values.text(`${name}_FILE`) !== undefined;

type Addresses = { readonly legacy?: string | undefined; readonly new?: string | undefined };

/** Both addresses or none: with one of them, whoever set it believes that it is used. */
function readAddresses(values: Values): Addresses {
  const before = values.problems.length;
  const addresses = {
    legacy: readAddress(values, 'LEGACY_DATABASE_URL', LEGACY_ADDRESS),
    new: readAddress(values, 'NEW_DATABASE_URL', NEW_ADDRESS),
  };
  const lone = (set: string, missing: string, example: string): void => {
    if (isSet(values, set) && !isSet(values, missing))
      values.reject(missing, `is not set, although ${set} is: set both, or neither for the demo`, example);
  };
  lone('LEGACY_DATABASE_URL', 'NEW_DATABASE_URL', NEW_ADDRESS.example);
  lone('NEW_DATABASE_URL', 'LEGACY_DATABASE_URL', LEGACY_ADDRESS.example);
  if (values.problems.length === before && addresses.legacy !== undefined && addresses.legacy === addresses.new) {
    values.reject(
      'NEW_DATABASE_URL',
      'is the same as LEGACY_DATABASE_URL: the two sides are different databases',
      NEW_ADDRESS.example,
    );
  }
  return addresses;
}
