import { GraphQLError, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { isForbidden } from '../../resolvers/access/audit-attempts';
import type { RequestContext } from '../../resolvers/context';

type Result = 'shown' | 'refused' | 'denied' | 'limited' | 'failed';

const resultOf = (payload: unknown): Result =>
  (payload as { readonly field: unknown }).field === null ? 'refused' : 'shown';

function failureOf(error: unknown): Result {
  if (isForbidden(error)) return 'denied';
  return error instanceof GraphQLError && error.extensions.code === 'RATE_LIMITED' ? 'limited' : 'failed';
}

/** Counts how attempts to reveal a masked field end; around the whole field, because the check of roles comes before it. */
export function countReveals(schema: GraphQLSchema, count: (result: Result) => void): GraphQLSchema {
  const field = schema.getMutationType()?.getFields().revealField;
  const resolve = field?.resolve as GraphQLFieldResolver<unknown, RequestContext> | undefined;
  if (field === undefined || resolve === undefined) throw new Error('nothing can be revealed');
  const counted: GraphQLFieldResolver<unknown, RequestContext> = async (...asked) => {
    try {
      const payload: unknown = await resolve(...asked);
      count(resultOf(payload));
      return payload;
    } catch (error) {
      count(failureOf(error));
      throw error;
    }
  };
  field.resolve = counted as GraphQLFieldResolver<unknown, unknown>;
  return schema;
}
