import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { AuthorizationError } from 'type-graphql';
import type { RequestContext } from '../context';
import { rolesByField } from './matrix';
import { hasRole } from './role-checker';

/**
 * Asks for the roles before a stream is opened. type-graphql asks for each event only, so that somebody without a role
 * could have the service watch, and learn from whether it does what is there to be watched.
 */
export function guardSubscriptions(schema: GraphQLSchema): GraphQLSchema {
  const fields = schema.getSubscriptionType()?.getFields() ?? {};
  for (const [name, roles] of rolesByField('Subscription')) {
    const field = fields[name];
    const subscribe = field?.subscribe as GraphQLFieldResolver<unknown, RequestContext> | undefined;
    if (field === undefined || subscribe === undefined) throw new Error(`${name} is no stream`);
    const guarded: GraphQLFieldResolver<unknown, RequestContext> = (source, args, context, info) => {
      if (!hasRole(context.viewer.roles, roles)) throw new AuthorizationError();
      return subscribe(source, args, context, info);
    };
    field.subscribe = guarded as GraphQLFieldResolver<unknown, unknown>;
  }
  return schema;
}
