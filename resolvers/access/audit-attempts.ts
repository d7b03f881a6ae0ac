import { GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { AuthenticationError, AuthorizationError } from 'type-graphql';
import { isLegacyId } from '../../reconciliation/legacy-id';
import type { Attempt } from '../../reconciliation/writing/attempt-trail';
import { RefusalCode } from '../../reconciliation/writing/refusal';
import type { RequestContext } from '../context';

type Input = Readonly<Record<string, unknown>>;

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const CHANGE = /^(?:\d{1,19}|bulk\.\d{1,18}\.\d{1,18})$/;
const REASON_LIMIT = 2_000;

/** Who was denied has not been asked yet whether their input makes sense, and an id may hold anything. */
const isId = (value: unknown): value is string =>
  typeof value === 'string' && (isLegacyId(value) || UUID.test(value) || CHANGE.test(value));

/** Ids that an entry has a place for; the others are told by the name of their field. */
const PLACED = ['legacyId', 'newId', 'idempotencyKey', 'expectedFingerprint', 'reason', 'mapping'];

function idsOf(input: Input): Record<string, string> {
  const named = Object.entries(input).filter(([name]) => /^id$|Id$|^reverts$/.test(name) && !PLACED.includes(name));
  return Object.fromEntries(named.flatMap(([name, value]) => (isId(value) ? [[name, value.toLowerCase()]] : [])));
}

/** A reason as long as the trail keeps it, without the character that PostgreSQL has no place for. */
const reasonOf = ({ reason }: Input): string =>
  typeof reason === 'string' ? reason.replaceAll('\0', '').slice(0, REASON_LIMIT) : '';

const idOr = (value: unknown): string | null => (isId(value) ? value.toLowerCase() : null);

function attemptOf(actor: string, action: string, input: Input, outcome: Attempt['outcome'], codes: readonly string[]) {
  const ids = idsOf(input);
  return {
    actor,
    action,
    mapping: typeof input.mapping === 'string' ? input.mapping : '',
    legacyId: idOr(input.legacyId),
    newId: idOr(input.newId),
    reason: reasonOf(input),
    outcome,
    codes,
    ...(Object.keys(ids).length === 0 ? {} : { ids }),
  };
}

export const isForbidden = (error: unknown): boolean =>
  error instanceof AuthorizationError ||
  error instanceof AuthenticationError ||
  (error instanceof GraphQLError && error.extensions.code === 'FORBIDDEN');

/** What a payload says was refused. A write that was done and has to be looked at again was not. */
function refusedWith(payload: unknown): string[] {
  const { userErrors = [], replayed = false } = payload as {
    userErrors?: readonly { code: RefusalCode }[];
    replayed?: boolean;
  };
  // The answer was given before, and is in the trail since.
  if (replayed) return [];
  return [...new Set(userErrors.map(({ code }) => code))].filter((code) => code !== RefusalCode.NEEDS_RECHECK);
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** A root field that puts what was not done into the audit trail. `isWrite`: whether a refusal is kept as well. */
function audited(name: string, resolve: Resolver, isWrite: boolean, report: (error: unknown) => void): Resolver {
  return async (source, args, context, info) => {
    const { input: given = args as Input } = args as { input?: Input };
    // What a list is of stands among its conditions.
    const input = { ...(given.where as Input | null | undefined), ...given };
    const keep = async (outcome: Attempt['outcome'], codes: readonly string[]): Promise<void> => {
      const attempt = attemptOf(context.viewer.name, name, input, outcome, codes);
      await context.service.attempts.append(attempt).catch(report);
    };
    try {
      const answer: unknown = await resolve(source, args, context, info);
      const codes = isWrite && input.dryRun !== true ? refusedWith(answer) : [];
      if (codes.length > 0) await keep('REFUSED', codes);
      return answer;
    } catch (error) {
      if (isForbidden(error)) await keep('DENIED', ['FORBIDDEN']);
      throw error;
    }
  };
}

/**
 * Puts into the audit trail what was asked for and not done: what the caller's roles or systems do not allow, reading
 * included, and mutations that were refused; a dry run that is refused was no attempt. It stands around the whole field,
 * because the check of roles comes before any resolver or middleware. What is done writes its own entry. An entry that
 * cannot be written is reported and changes no answer, because there is nothing that it would have to be undone with.
 */
export function auditAttempts(schema: GraphQLSchema, report: (error: unknown) => void): GraphQLSchema {
  const writes = Object.values(schema.getMutationType()?.getFields() ?? {});
  const reads = Object.values(schema.getQueryType()?.getFields() ?? {});
  for (const field of [...writes, ...reads]) {
    const resolve = field.resolve as Resolver | undefined;
    if (resolve === undefined) throw new Error(`${field.name} has no resolver`);
    field.resolve = audited(field.name, resolve, writes.includes(field), report) as GraphQLFieldResolver<
      unknown,
      unknown
    >;
  }
  return schema;
}
