import type { Request, RequestHandler, Response } from 'express';
import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
} from 'graphql';
import { createHandler, type ResponseBody, type ResponseInit } from 'graphql-sse';
import type { RequestContext } from '../../resolvers/context';
import { refuse } from './refuse';
import { readSubscription } from './subscription';

export interface StreamOptions {
  readonly schema: GraphQLSchema;
  /** Made anew for every event, so that none is answered from what an earlier one has read. */
  readonly createContext: (response: Response, ended: AbortSignal) => RequestContext;
  /** Turns every error into one that may leave the service. */
  readonly formatError: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;
}

export interface EventStreams {
  /** Stands behind the checks of a request for a stream, and behind the reader of its body. */
  readonly handler: RequestHandler;
  /** Ends every open stream, but does not call it complete: whoever listens knows that there is more to come. */
  stop(): void;
}

/** Each asks the ledger twice a second. */
const MOST_STREAMS = 100;
const STALLED_MS = 60_000;

const badRequestOf = (response: Response, status: number, message: string): void =>
  refuse(response, status, 'BAD_REQUEST', message);

/** Variables that do not fit are the caller's to mend; what else has no code is ours. */
function codeOf(error: GraphQLError): unknown {
  const isOfVariable = error.nodes?.length === 1 && error.nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
  return error.extensions.code ?? (isOfVariable ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR');
}

function formattedOf(thrown: unknown): GraphQLFormattedError {
  if (!(thrown instanceof GraphQLError)) return { message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  return { ...thrown.toJSON(), extensions: { ...thrown.extensions, code: codeOf(thrown) } };
}

/** Who waits for a stream. */
interface Waiting {
  readonly response: Response;
  readonly ended: AbortSignal;
}

type Mask = (thrown: unknown) => GraphQLError;

/** The error that is sent in place of another one. */
const maskWith =
  ({ formatError }: StreamOptions): Mask =>
  (thrown) => {
    const { message, extensions } = formatError(formattedOf(thrown), thrown);
    const { nodes = null, path = null } = thrown instanceof GraphQLError ? thrown : {};
    return new GraphQLError(message, { nodes, path, extensions: extensions ?? null });
  };

const masked = (result: ExecutionResult, mask: Mask): ExecutionResult =>
  result.errors === undefined ? result : { ...result, errors: result.errors.map(mask) };

/** An answer for each event, or one that says why there is none. */
async function* answer(
  args: ExecutionArgs,
  ended: AbortSignal,
  createContext: () => RequestContext,
  mask: Mask,
): AsyncGenerator<ExecutionResult, void> {
  try {
    const events = await createSourceEventStream(args);
    if (Symbol.asyncIterator in events) {
      for await (const rootValue of events)
        yield masked(await execute({ ...args, rootValue, contextValue: createContext() }), mask);
    } else yield masked(events, mask);
  } catch (error) {
    // After the end nobody is there to be told, and what broke was broken off.
    if (!ended.aborted) yield { errors: [mask(error)] };
  }
}

const badRequest = (errors: readonly GraphQLError[]): [string, ResponseInit] => [
  JSON.stringify({ errors }),
  { status: 400, statusText: 'Bad Request', headers: { 'content-type': 'application/json; charset=utf-8' } },
];

/** Sends what there is until there is no more, or until `ended` fires: then whoever listens is not told that it was all. */
async function send(body: ResponseBody | null, response: Response, ended: AbortSignal): Promise<void> {
  if (body === null || typeof body === 'string') {
    response.end(body);
    return;
  }
  ended.addEventListener('abort', () => void body.return());
  // There is a sign of life every 12 seconds: whoever takes none would have all later ones kept here.
  response.setTimeout(STALLED_MS, () => response.destroy());
  for await (const part of body) {
    if (ended.aborted) break;
    // The callback comes when the part was taken or cannot be any more: the connection's own end tells which.
    await new Promise<void>((resolve) => response.write(part, () => resolve()));
  }
  response.end();
}

/** Subscriptions by server-sent events: a connection for each, as in the distinct connections mode of graphql-sse. */
export function createEventStreams(options: StreamOptions): EventStreams {
  const { schema, createContext } = options;
  const mask = maskWith(options);
  const open = new Set<AbortController>();
  let isStopped = false;
  const handle = createHandler<Request, Waiting>({
    authenticate: () => null,
    onSubscribe: ({ context: { response, ended } }, request) => {
      const context = (): RequestContext => createContext(response, ended);
      const contextValue = context();
      const document = readSubscription(schema, request, contextValue.mayIntrospect);
      if (!('kind' in document)) return badRequest(document.map(mask));
      const { operationName, variables: variableValues } = request;
      const args = { schema, document, operationName, variableValues, contextValue };
      return answer(args, ended, context, mask);
    },
  });
  const handler: RequestHandler = async (request, response) => {
    // A connection that is open already can still ask while the server drains.
    if (isStopped) return badRequestOf(response, 503, 'the service is stopping: come back in a moment');
    if (open.size >= MOST_STREAMS)
      return badRequestOf(response, 503, 'too many streams are open: ask run again and again');
    const ending = new AbortController();
    open.add(ending);
    response.once('close', () => {
      open.delete(ending);
      ending.abort();
    });
    const { method, url, headers } = request;
    const [body, { status, statusText, headers: given }] = await handle({
      method,
      url,
      headers: { get: (name) => headers[name]?.toString() },
      body: request.body as Record<string, unknown>,
      raw: request,
      context: { response, ended: ending.signal },
    });
    response.writeHead(status, statusText, given);
    await send(body, response, ending.signal);
  };
  const stop = (): void => {
    isStopped = true;
    for (const ending of open) ending.abort();
  };
  return { handler, stop };
}
