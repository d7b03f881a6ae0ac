import type { Server } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { accessLogPlugin } from '../../resolvers/access/access-log-plugin';
import type { RequestContext } from '../../resolvers/context';
import type { Metrics } from '../metrics/metrics';
import type { StreamOptions } from './event-stream';
import { LIMITS } from './limits';
import { operationChecks } from './operation-checks';
import { watchOperations } from './operation-watch';
import { VALIDATION } from './subscription';

/** What Apollo would write repeats messages with values in them; the same is reported without, as it is answered. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export function createApollo(
  { schema, formatError }: StreamOptions,
  http: Server,
  metrics?: Metrics,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    // Who may ask for the schema depends on who asks: see operation-checks.ts.
    introspection: true,
    logger: SILENT,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: VALIDATION,
    executionOptions: { maxCoercionErrors: LIMITS.errors },
    formatError,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: http }),
      ApolloServerPluginLandingPageDisabled(),
      operationChecks,
      accessLogPlugin(formatError),
      watchOperations(metrics),
    ],
  });
}
