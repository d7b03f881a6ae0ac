import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { RequestContext } from '../../resolvers/context';
import { costOf } from './cost';
import { Ruler } from './document-shape';
import { LIMITS } from './limits';

/** Said with every answer, so that a caller learns how near the limit is. */
export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

export interface Asked {
  readonly schema: GraphQLSchema;
  /** A valid one. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Record<string, unknown>;
  readonly mayIntrospect: boolean;
}

const refusal = (message: string, code: string, more: object = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 }, ...more } });

/** Two writes in one request would be one request's worth of attention, limits and audit for two. */
function checkShape({ document, operation, mayIntrospect }: Asked): void {
  const { rootFields, introspections } = new Ruler(document).ofOperation(operation);
  if (introspections > 0 && !mayIntrospect)
    throw refusal('the schema is not told here: it is in schema.graphql', 'GRAPHQL_VALIDATION_FAILED');
  if (operation.operation === OperationTypeNode.MUTATION && rootFields > 1)
    throw refusal('send one write per operation', 'OPERATION_TOO_COMPLEX');
}

function readCost({ schema, document, operation, variables }: Asked): number {
  try {
    return costOf(schema, document, operation, variables);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw refusal(error.message, 'BAD_USER_INPUT');
  }
}

/**
 * Checks what depends on who asks and with which variables, and therefore every time; a document is validated once.
 * Null: the variables do not fit, and whoever carries it out says so.
 */
export function checkOperation(asked: Asked): Cost | null {
  const { schema, operation, variables } = asked;
  checkShape(asked);
  if (getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors !== undefined) return null;
  const cost = { requested: readCost(asked), limit: LIMITS.cost };
  if (cost.requested <= cost.limit) return cost;
  throw refusal('this asks for too much at once: ask for shorter lists', 'OPERATION_TOO_COMPLEX', { cost });
}

/** The checks for single answers, with the cost in each. */
export const operationChecks: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    let cost: Cost | null = null;
    return {
      async didResolveOperation({ schema, document, operation, request: { variables = {} }, contextValue }) {
        if (operation === undefined) return;
        const { mayIntrospect } = contextValue;
        cost = checkOperation({ schema, document, operation, variables, mayIntrospect });
      },
      async willSendResponse({ response: { body } }) {
        if (cost === null || body.kind !== 'single') return;
        body.singleResult.extensions = { ...body.singleResult.extensions, cost };
      },
    };
  },
};
