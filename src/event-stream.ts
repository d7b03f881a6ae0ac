import type { Request, RequestHandler, Response } from 'express';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { createHandler, type ResponseBody, type ResponseInit } from 'graphql-sse';
import type { RequestContext } from '../resolvers/context';

export interface StreamOptions {
  readonly schema: GraphQLSchema;
  readonly tokenLimit: number;
  /** Made anew for every event, so that none is answered from what an earlier one has read. */
  readonly createContext: (ended: AbortSignal) => RequestContext;
  /** Turns every error into one that may leave the service. */
  readonly formatError: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError;
}

export interface EventStreams {
  /** Stands behind `checkStreamRequest` and a parser of JSON. */
  readonly handler: RequestHandler;
  /** Ends every open stream, but does not call it complete: whoever listens knows that there is more to come. */
  stop(): void;
}

/** Each asks the ledger twice a second. */
const MOST_STREAMS = 100;
const STALLED_MS = 60_000;

const refuse = (response: Response, status: number, message: string): void => {
  response.status(status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
};

/** Lets only requests pass that no page of a foreign site can make a browser send, and that expect a stream. */
export const checkStreamRequest: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST') refuse(response.set('allow', 'POST'), 405, 'a stream is asked for by POST');
  else if (request.headers.accept !== 'text/event-stream') refuse(response, 406, 'accept must be text/event-stream');
  else if (!request.is('application/json')) refuse(response, 415, 'content-type must be application/json');
  else next();
};

/** Variables that do not fit are the caller's to mend; what else has no code is ours. */
function codeOf(error: GraphQLError): unknown {
  const isOfVariable = error.nodes?.length === 1 && error.nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
  return error.extensions.code ?? (isOfVariable ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR');
}

function formattedOf(thrown: unknown): GraphQLFormattedError {
  if (!(thrown instanceof GraphQLError)) return { message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  return { ...thrown.toJSON(), extensions: { ...thrown.extensions, code: codeOf(thrown) } };
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
  createContext: StreamOptions['createContext'],
  mask: Mask,
): AsyncGenerator<ExecutionResult, void> {
  try {
    const events = await createSourceEventStream(args);
    if (Symbol.asyncIterator in events) {
      for await (const rootValue of events)
        yield masked(await execute({ ...args, rootValue, contextValue: createContext(ended) }), mask);
    } else yield masked(events, mask);
  } catch (error) {
    // After the end nobody is there to be told, and what broke was broken off.
    if (!ended.aborted) yield { errors: [mask(error)] };
  }
}

/** What a request asks for, or why that cannot be streamed. */
function read(query: string, operationName: string | undefined, options: StreamOptions): DocumentNode | GraphQLError[] {
  const bad = (message: string, code: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: options.tokenLimit });
  } catch (error) {
    return [bad(error instanceof Error ? error.message : 'syntax error', 'GRAPHQL_PARSE_FAILED')];
  }
  const broken = validate(options.schema, document);
  if (broken.length > 0) return broken.map(({ message }) => bad(message, 'GRAPHQL_VALIDATION_FAILED'));
  const operation = getOperationAST(document, operationName);
  if (operation == null) return [bad('name one operation of the request', 'OPERATION_RESOLUTION_FAILURE')];
  const isStream = operation.operation === OperationTypeNode.SUBSCRIPTION;
  return isStream ? document : [bad('only subscriptions are streamed: send the others to /graphql', 'BAD_REQUEST')];
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
  const handle = createHandler<Request, AbortSignal>({
    authenticate: () => null,
    onSubscribe: ({ context: ended }, { query, operationName, variables }) => {
      const document = read(query, operationName ?? undefined, options);
      if (Array.isArray(document)) return badRequest(document.map(mask));
      const args = { schema, document, operationName, variableValues: variables, contextValue: createContext(ended) };
      return answer(args, ended, createContext, mask);
    },
  });
  const handler: RequestHandler = async (request, response) => {
    // A connection that is open already can still ask while the server drains.
    if (isStopped) return refuse(response, 503, 'the service is stopping: come back in a moment');
    if (open.size >= MOST_STREAMS) return refuse(response, 503, 'too many streams are open: ask run again and again');
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
      context: ending.signal,
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
