import { randomUUID } from 'node:crypto';
import { unwrapResolverError } from '@apollo/server/errors';
import type { ValidationError } from 'class-validator';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentValidationError, AuthenticationError, AuthorizationError } from 'type-graphql';
import { SchemaMismatch } from '../reconciliation/reading/schema-mismatch';
import { isConnectionLost, isOutOfReach } from '../reconciliation/writing/database-error';
import { AccessNotLogged, UNLOGGED } from './access/access-log';
import { coercionMessage, queryMessage } from './query-messages';

/** What the operator's log learns of a fault: where it happened and its SQLSTATE, never a message with values in it. */
export interface Fault {
  readonly errorId: string;
  readonly name: string;
  readonly code: string | null;
  readonly stack: string;
}

type Formatted = GraphQLFormattedError;

const FAULT = 'INTERNAL_SERVER_ERROR';

const withCode = (
  formatted: Formatted,
  message: string,
  code: string,
  more: Record<string, unknown> = {},
): Formatted => ({
  message,
  ...(formatted.path === undefined ? {} : { path: formatted.path }),
  ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
  extensions: { code, ...more },
});

/** The messages of the rules that an input broke; they are ours and repeat no value. */
function brokenRules(errors: readonly ValidationError[]): string[] {
  return errors.flatMap((error) => [...Object.values(error.constraints ?? {}), ...brokenRules(error.children ?? [])]);
}

/** What is said of a query that was refused, and how much it asked for where that was too much. */
function refusedQuery(formatted: Formatted, thrown: unknown): Formatted {
  const { code, cost } = formatted.extensions ?? {};
  const nodes = thrown instanceof GraphQLError ? thrown.nodes : undefined;
  const message = queryMessage(formatted, nodes?.[0]?.kind);
  return withCode(formatted, message, String(code), cost === undefined ? {} : { cost });
}

/** A message may have lines that begin like frames; no frame is without its place. */
const FRAME = /^ {4}at .*(?::\d+:\d+|<anonymous>|native|index \d+)\)?$/;

const stackOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => FRAME.test(line))
        .join('\n')
    : '';

/** PostgreSQL refuses the character NUL in any text; nothing but what a caller gave can hold it. */
function isAboutNul(error: unknown): boolean {
  const inner = (error as { driverError?: { code?: string; message?: string } } | null)?.driverError;
  return inner?.code === '22021' && inner.message?.endsWith(': 0x00') === true;
}

/** Turns every error into one that may leave the service; a fault gets an id, by which the operator finds it in the log. */
export function createErrorFormatter(report: (fault: Fault) => void) {
  const format = (formatted: Formatted, thrown: unknown): Formatted => {
    const error = unwrapResolverError(thrown);
    if (error instanceof ArgumentValidationError) {
      return withCode(formatted, brokenRules(error.extensions.validationErrors).join('; '), 'BAD_USER_INPUT');
    }
    if (error instanceof AccessNotLogged) {
      const { errorId } = format({ message: '', extensions: { code: FAULT } }, error.cause).extensions ?? {};
      const more = errorId === undefined ? {} : { errorId };
      return withCode(formatted, `${UNLOGGED}: try again in a moment`, 'UPSTREAM_UNAVAILABLE', more);
    }
    if (error instanceof SchemaMismatch) return withCode(formatted, error.message, 'SCHEMA_MISMATCH');
    if (error instanceof AuthenticationError) return withCode(formatted, 'sign in first', 'UNAUTHENTICATED');
    if (error instanceof AuthorizationError) return withCode(formatted, 'your role does not allow this', 'FORBIDDEN');
    const coerced = coercionMessage(formatted.message);
    if (coerced !== null) return withCode(formatted, coerced, 'BAD_USER_INPUT');
    const { code } = formatted.extensions ?? {};
    if (code !== undefined && code !== FAULT) return refusedQuery(formatted, thrown);
    if (isConnectionLost(error)) {
      return withCode(
        formatted,
        'a database cannot be reached: try again, and a write with the same idempotencyKey',
        'UPSTREAM_UNAVAILABLE',
      );
    }
    if (isOutOfReach(error)) {
      return withCode(
        formatted,
        'a database took too long to answer: try again, and a write with the same idempotencyKey',
        'TIMEOUT',
      );
    }
    if (isAboutNul(error)) return withCode(formatted, 'a text holds the character NUL: leave it out', 'BAD_USER_INPUT');
    const errorId = randomUUID();
    const inner = (error as { driverError?: { code?: string } } | null)?.driverError;
    report({
      errorId,
      name: error instanceof Error ? error.name : typeof error,
      code: inner?.code ?? null,
      stack: stackOf(error),
    });
    return withCode(formatted, `something went wrong on our side; its id is ${errorId}`, FAULT, { errorId });
  };
  return format;
}
