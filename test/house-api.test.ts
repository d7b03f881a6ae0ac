import { type GraphQLOutputType, type GraphQLSchema, isListType, isNonNullType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { createSchema } from '../resolvers/schema';

describe('law 7: every root field is guarded and described, every list has a bound', () => {
  // A field without a rule is one that anybody may use.
  const schema: GraphQLSchema = createSchema();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    type == null ? [] : Object.values(type.getFields()),
  );
  const { queries, mutations, subscriptions, authorizedFields } = getMetadataStorage();
  const handlers = [...queries, ...mutations, ...subscriptions];

  test('nothing of the schema goes unseen', () => {
    expect(handlers.map((handler) => handler.schemaName).sort()).toEqual(roots.map((field) => field.name).sort());
  });

  test.each(roots.map((field) => [field.name, field] as const))('%s is described', (_, field) =>
    expect(field.description ?? '').not.toBe(''),
  );

  test.each(handlers.map((handler) => [handler.schemaName, handler] as const))('%s names roles', (_, handler) => {
    const rule = authorizedFields.find(
      (field) => field.target === handler.target && field.fieldName === handler.methodName,
    );
    expect(rule?.roles.length ?? 0).toBeGreaterThan(0);
  });

  test('lists are connections with first, or as short as the list of mappings', () => {
    // Bounded by the number of mappings, systems, references and codes of causes, which are written by hand, of claims in
    // a file, and of switches; 200 saved views, and a point for each of 366 days.
    const bounded = [
      'mappings',
      'systems',
      'integrityChecks',
      'mappingChecks',
      'openByCause',
      'claims',
      'switches',
      'savedViews',
      'trend',
    ];
    const isList = (type: GraphQLOutputType): boolean => (isNonNullType(type) ? isList(type.ofType) : isListType(type));
    const named = (type: GraphQLOutputType): string =>
      isNonNullType(type) ? named(type.ofType) : isObjectType(type) ? type.name : '';
    const unbounded = roots
      .filter((field) => isList(field.type) || named(field.type).endsWith('Connection'))
      .filter((field) => !bounded.includes(field.name) && !field.args.some((argument) => argument.name === 'first'));
    expect(unbounded.map((field) => field.name)).toEqual([]);
  });
});
