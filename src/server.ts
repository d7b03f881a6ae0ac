import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import helmet from 'helmet';
import type { Caller, RequestContext } from '../resolvers/context';
import { createErrorFormatter } from '../resolvers/format-error';
import { Loaders } from '../resolvers/loaders';
import { createSchema } from '../resolvers/schema';
import type { Service } from '../resolvers/service';
import { checkStreamRequest, createEventStreams, type StreamOptions } from './event-stream';
import type { Log } from './log';

export interface ServerOptions {
  readonly service: Service;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Who every caller is: until there is a sign-in, whoever reaches the loopback address. */
  readonly viewer: Caller;
  readonly log: Log;
}

export interface RunningServer {
  readonly url: string;
  /** Answers what was already asked, then closes. */
  stop(): Promise<void>;
}

const BODY_LIMIT = '1mb';
const TOKEN_LIMIT = 5_000;

function createApollo({ schema, tokenLimit, formatError }: StreamOptions, http: Server): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: tokenLimit },
    formatError,
    plugins: [ApolloServerPluginDrainHttpServer({ httpServer: http }), ApolloServerPluginLandingPageDisabled()],
  });
}

/** Errors before GraphQL, such as a body that is no JSON, as JSON in the same shape. */
const answerBadRequest: express.ErrorRequestHandler = (error: { status?: number }, _request, response, _next) => {
  const status = error.status !== undefined && error.status < 500 ? error.status : 500;
  const message = status === 413 ? `the request is larger than ${BODY_LIMIT}` : 'the request body is no JSON';
  response.status(status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { service, host, port, viewer, log } = options;
  const app = express();
  const http = createServer(app);
  const graphql: StreamOptions = {
    schema: createSchema(),
    tokenLimit: TOKEN_LIMIT,
    createContext: (ended) => ({ viewer, service, loaders: new Loaders(service), ended }),
    formatError: createErrorFormatter((fault) => log.error(fault, 'a request failed')),
  };
  const apollo = createApollo(graphql, http);
  const streams = createEventStreams(graphql);
  await apollo.start();
  app.disable('x-powered-by');
  // Without TLS in front, upgrading requests would make every page unreachable.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  const context = async (): Promise<RequestContext> => ({ viewer, service, loaders: new Loaders(service) });
  const json = express.json({ limit: BODY_LIMIT });
  app.use('/graphql/stream', checkStreamRequest, json, streams.handler);
  app.use('/graphql', json, expressMiddleware(apollo, { context }));
  app.use((_request, response) => {
    response.status(404).json({ errors: [{ message: 'GraphQL is at /graphql', extensions: { code: 'NOT_FOUND' } }] });
  });
  app.use(answerBadRequest);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  const { port: bound } = http.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    // A stream may go on for hours; what was asked for a single answer gets it.
    streams.stop();
    await apollo.stop();
  };
  return { url: `http://${host}:${bound}/graphql`, stop };
}
