import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { auditAttempts } from '../../resolvers/access/audit-attempts';
import { createContext, type RequestContext } from '../../resolvers/context';
import { createErrorFormatter } from '../../resolvers/format-error';
import { createSchema } from '../../resolvers/schema';
import type { Service } from '../../resolvers/service';
import type { Log } from '../log';
import { answerErrors } from './answer-errors';
import { createApollo } from './apollo';
import { readBody } from './body';
import { limitAtOnce, limitRate } from './caller-limits';
import { currentRequest } from './current-request';
import { checkDocument } from './document-limits';
import { createEventStreams, type StreamOptions } from './event-stream';
import { checkSingleRequest, checkStreamRequest } from './form';
import { setHeaders } from './headers';
import { answerHealth, type Health } from './health';
import { type CallerLimits, LIMITS, USUAL_LIMITS, USUAL_SCANS } from './limits';
import { callerOf, localsOf } from './locals';
import { checkParameters } from './parameters';
import { refuse } from './refuse';
import { identifyRequests, type RequestWatch } from './request-log';
import { gateScans, ScanGate } from './scan-gate';
import { refuseTokenInAddress, requireSignIn, type SignIn } from './sign-in';
import { watchStanding } from './standing';

export interface ServerOptions {
  readonly service: Service;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly signIn: SignIn;
  readonly log: Log;
  readonly limits?: CallerLimits;
  /** Questions of all callers that read whole tables at the same time. */
  readonly scansAtOnce?: number;
  /** Whether everybody who signed in may ask for the schema; administrators may always. */
  readonly isIntrospectionOpen?: boolean;
  /** Who learns of every request and may be asked for the health; absent: nobody. */
  readonly operations?: RequestWatch & { readonly health: Health };
}

export interface RunningServer {
  readonly url: string;
  /** Answers what was already asked, then closes. */
  stop(): Promise<void>;
}

const contextOf = (service: Service, response: express.Response, ended?: AbortSignal): RequestContext =>
  createContext(service, callerOf(response), localsOf(response).requestId, ended);

/** Fires when the answer is sent, or when whoever waited for it left. */
function endOf(response: express.Response): AbortSignal {
  const ending = new AbortController();
  // Each scan of the request listens.
  setMaxListeners(LIMITS.rootFields, ending.signal);
  response.once('close', () => ending.abort());
  return ending.signal;
}

/** Before everything else: health is asked for every few seconds, by programs that sign in nowhere. */
const healthRoutes =
  (health: Health): express.RequestHandler =>
  async (request, response, next) => {
    if (!(await answerHealth(health, request, response))) next();
  };

/** Every attempt to write leaves a trace, and every scan waits for its turn. */
const schemaOf = ({ log, scansAtOnce = USUAL_SCANS }: ServerOptions): GraphQLSchema =>
  gateScans(
    auditAttempts(createSchema(), (err) => log.error({ err }, 'an attempt is missing from the audit trail')),
    new ScanGate(scansAtOnce),
  );

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { service, host, port, signIn, log, limits = USUAL_LIMITS, isIntrospectionOpen = false, operations } = options;
  const app = express();
  // Both before the first route: `/GraphQL/` is no place here.
  app.enable('strict routing').enable('case sensitive routing');
  const http = createServer(app);
  const graphql: StreamOptions = {
    schema: schemaOf(options),
    isIntrospectionOpen,
    createContext: (response, ended) => contextOf(service, response, ended),
    formatError: createErrorFormatter((fault) =>
      log.error({ requestId: currentRequest()?.requestId, ...fault }, 'a request failed'),
    ),
  };
  const apollo = createApollo(graphql, http, operations?.metrics);
  const streams = createEventStreams(graphql);
  await apollo.start();
  app.disable('x-powered-by');
  if (operations !== undefined) app.use(healthRoutes(operations.health));
  app.use(identifyRequests(operations), ...setHeaders);
  const context = async ({ res }: { res: express.Response }): Promise<RequestContext> =>
    contextOf(service, res, endOf(res));
  const single = limitAtOnce(limits.operationsAtOnce, expressMiddleware(apollo, { context }));
  const stream = limitAtOnce(limits.streamsAtOnce, streams.handler);
  const known = [
    requireSignIn(signIn),
    limitRate(limits.requestsPerMinute),
    ...readBody,
    checkParameters,
    checkDocument,
  ];
  app.all('/graphql/stream', checkStreamRequest, ...known, watchStanding(signIn), stream);
  app.all('/graphql', checkSingleRequest, ...known, single);
  app.use(refuseTokenInAddress, (_request, response) => refuse(response, 404, 'NOT_FOUND', 'GraphQL is at /graphql'));
  app.use(answerErrors(graphql.formatError));
  // Whoever sends a byte now and then would hold a connection for ever.
  http.requestTimeout = LIMITS.arrivalMs;
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
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/graphql`, stop };
}
