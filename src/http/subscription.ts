import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { LIMITS } from './limits';
import { checkOperation } from './operation-checks';

/** As much is said of a document that is not valid, here and where single answers are given. */
export const VALIDATION = { maxErrors: LIMITS.errors, hideSuggestions: true };

export interface SubscriptionRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

const bad = (message: string, code: string, nodes?: GraphQLError['nodes']): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, extensions: { code } });

/** What a request asks for, or why that cannot be streamed. */
export function readSubscription(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscriptionRequest,
  mayIntrospect: boolean,
): DocumentNode | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    const { positions, source, message } = error as GraphQLError;
    const extensions = { code: 'GRAPHQL_PARSE_FAILED' };
    return [new GraphQLError(message, { positions: positions ?? null, source: source ?? null, extensions })];
  }
  const broken = validate(schema, document, undefined, VALIDATION);
  if (broken.length > 0) return broken.map(({ message, nodes }) => bad(message, 'GRAPHQL_VALIDATION_FAILED', nodes));
  const operation = getOperationAST(document, operationName ?? undefined);
  if (operation == null) return [bad('name one operation of the request', 'OPERATION_RESOLUTION_FAILURE')];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
    return [bad('only subscriptions are streamed: send the others to /graphql', 'BAD_REQUEST')];
  try {
    checkOperation({ schema, document, operation, variables: variables ?? {}, mayIntrospect });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
  return document;
}
