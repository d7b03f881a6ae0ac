import { setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { GraphQLSchema } from 'graphql';
import { auditAttempts } from '../../resolvers/access/audit-attempts';
import { type ApiSettings, createContext, type RequestContext } from '../../resolvers/context';
import { createErrorFormatter } from '../../resolvers/format-error';
import { createSchema } from '../../resolvers/schema';
import type { Service } from '../../resolvers/service';
import type { Log } from '../log';
import { answerErrors } from './answer-errors';
import { createApollo } from './apollo';
import { readBody } from './body';
import { limitAtOnce, limitRate } from './caller-limits';
import { countReveals } from './count-reveals';
import { currentRequest } from './current-request';
import { checkDocument } from './document-limits';
import { createEventStreams, type StreamOptions } from './event-stream';
import { checkSingleRequest, checkStreamRequest } from './form';
import { setHeaders } from './headers';
import { answerHealth, type Health } from './health';
import { type CallerLimits, LIMITS, USUAL_LIMITS, USUAL_REVEALS_PER_HOUR, USUAL_SCANS } from './limits';
import { callerOf, localsOf } from './locals';
import { checkParameters } from './parameters';
import { refuse } from './refuse';
import { identifyRequests, type RequestWatch } from './request-log';
import { gateScans, ScanGate } from './scan-gate';
import { refuseTokenInAddress, requireSignIn, type SignIn } from './sign-in';
import { watchStanding } from './standing';
import { readValuesHeader } from './values-header';

export interface ServerOptions extends Partial<ApiSettings> {
  readonly service: Service;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly signIn: SignIn;
  readonly log: Log;
  readonly limits?: CallerLimits;
  /** Questions of all callers that read whole tables at the same time. */
  readonly scansAtOnce?: number;
  /** The page; absent: there is none. */
  readonly page?: express.Router;
  /** Who learns of every request and may be asked for the health; absent: nobody. */
  readonly operations?: RequestWatch & { readonly health: Health };
}

export interface RunningServer {
  readonly url: string;
  /** Answers what was already asked, then closes. */
  stop(): Promise<void>;
}

/** Makes the context of each request. */
const contextsOf =
  ({ service, isIntrospectionOpen = false, revealsPerHour = USUAL_REVEALS_PER_HOUR }: ServerOptions) =>
  (response: express.Response, ended: AbortSignal): RequestContext => {
    const { requestId, isMasked = false } = localsOf(response);
    const asked = { viewer: callerOf(response), requestId, ended, isMasked };
    return createContext(service, { isIntrospectionOpen, revealsPerHour }, asked);
  };

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

/** What a request passes before anybody looks at its query. */
const knowing = (signIn: SignIn, { requestsPerMinute }: CallerLimits): readonly express.RequestHandler[] => [
  requireSignIn(signIn),
  limitRate(requestsPerMinute),
  readValuesHeader,
  ...readBody,
  checkParameters,
  checkDocument,
];

const sayNoPlace: express.RequestHandler = (_request, response) =>
  refuse(response, 404, 'NOT_FOUND', 'GraphQL is at /graphql');

/** Every attempt to write leaves a trace, every scan waits for its turn, and whatever is revealed is counted. */
function schemaOf({ log, operations, scansAtOnce = USUAL_SCANS }: ServerOptions): GraphQLSchema {
  const schema = gateScans(
    auditAttempts(createSchema(), (err) => log.error({ err }, 'an attempt is missing from the audit trail')),
    new ScanGate(scansAtOnce),
    new ScanGate(scansAtOnce),
  );
  return operations === undefined
    ? schema
    : countReveals(schema, (result) => operations.metrics.reveals.inc({ result }));
}

/** The port that it listens on. */
async function listen(http: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, resolve);
  });
  return (http.address() as AddressInfo).port;
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, signIn, log, limits = USUAL_LIMITS, operations, page } = options;
  const contextOf = contextsOf(options);
  const app = express();
  // Both before the first route: `/GraphQL/` is no place here.
  app.enable('strict routing').enable('case sensitive routing');
  const http = createServer(app);
  const graphql: StreamOptions = {
    schema: schemaOf(options),
    createContext: contextOf,
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
  const context = async ({ res }: { res: express.Response }): Promise<RequestContext> => contextOf(res, endOf(res));
  const single = limitAtOnce(limits.operationsAtOnce, expressMiddleware(apollo, { context }));
  const stream = limitAtOnce(limits.streamsAtOnce, streams.handler);
  const known = knowing(signIn, limits);
  app.all('/graphql/stream', checkStreamRequest, ...known, watchStanding(signIn), stream);
  app.all('/graphql', checkSingleRequest, ...known, single);
  app.use(refuseTokenInAddress, ...(page === undefined ? [] : [page]), sayNoPlace);
  app.use(answerErrors(graphql.formatError));
  // Whoever sends a byte now and then would hold a connection for ever.
  http.requestTimeout = LIMITS.arrivalMs;
  const bound = await listen(http, port, host);
  const stop = async (): Promise<void> => {
    // A stream may go on for hours; what was asked for a single answer gets it.
    streams.stop();
    await apollo.stop();
  };
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/graphql`, stop };
}
