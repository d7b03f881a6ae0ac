import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { RequestContext } from '../context';
import { logAccess, UNLOGGED } from './access-log';

type FormatError = (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;

/** The error in place of an answer that may not be sent. */
function refusal(fault: GraphQLFormattedError, isMutation: boolean): GraphQLFormattedError {
  const { errorId } = fault.extensions ?? {};
  const advice = isMutation
    ? 'what was written stays written: ask again, a write with the same idempotencyKey'
    : 'try again in a moment';
  return {
    message: `${UNLOGGED}: ${advice}`,
    extensions: { code: 'UPSTREAM_UNAVAILABLE', ...(errorId === undefined ? {} : { errorId }) },
  };
}

/** Writes the access log before an answer is sent; an answer whose access cannot be logged is not sent. */
export function accessLogPlugin(formatError: FormatError): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        async willSendResponse({ contextValue, operation, response }) {
          const { disclosures, requestId, service, viewer } = contextValue;
          try {
            await logAccess(service.sides.new, { actor: viewer.name, requestId }, disclosures.list());
          } catch (error) {
            const fault = formatError({ message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error);
            const errors = [refusal(fault, operation?.operation === OperationTypeNode.MUTATION)];
            // Deferred parts are not served, so that this is all there is.
            response.body = { kind: 'single', singleResult: { data: null, errors } };
          }
        },
      }),
  };
}
