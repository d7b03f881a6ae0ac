import { types } from 'node:util';
import { pino } from 'pino';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import type { Service } from '../../resolvers/service';
import type { CallerLimits } from '../../src/http/limits';
import { startServer } from '../../src/http/server';

/**
 * Jest runs tests in a realm of its own, so that an error of Node itself, such as a refused connection, is no
 * `instanceof Error` there and GraphQL would hide it in another one. In a running service there is one realm only.
 */
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return (this === Error && types.isNativeError(value)) || Function.prototype[Symbol.hasInstance].call(this, value);
  },
});

export interface ApiError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly errorId?: string };
}

/** An answer of the API; `Data` is what the query asks for. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly ApiError[];
  /** The whole body as it came. */
  readonly body: string;
}

export interface Api {
  readonly url: string;
  /** Asks and expects an answer without errors. */
  ask<Data>(query: string, variables?: object): Promise<Data>;
  /** Asks and takes whatever comes. */
  request<Data>(query: string, variables?: object): Promise<Answer<Data>>;
  /** Sends a body as it is. */
  post(body: string): Promise<Answer<unknown>>;
  /** What the operator's log was told of faults, one line of JSON each. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

/** As good as none: tests ask faster than people. */
const AMPLE: CallerLimits = { requestsPerMinute: 1_000_000, operationsAtOnce: 1_000, streamsAtOnce: 1_000 };

export const ADMINISTRATOR: Caller = { name: 'tester', roles: [Role.ADMIN], systems: null };

/** Starts the service on a free port, as `serve` does, and asks it over HTTP. */
export async function startApi(service: Service, viewer: Caller = ADMINISTRATOR): Promise<Api> {
  const faults: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => faults.push(line) });
  const signIn = async (): Promise<Caller> => viewer;
  const server = await startServer({ service, host: '127.0.0.1', port: 0, signIn, log, limits: AMPLE });
  const post = async <Data>(body: string): Promise<Answer<Data>> => {
    const response = await fetch(server.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const text = await response.text();
    const parsed = JSON.parse(text) as { data?: Data; errors?: ApiError[] };
    return { status: response.status, data: parsed.data as Data, errors: parsed.errors ?? [], body: text };
  };
  const request = <Data>(query: string, variables: object = {}): Promise<Answer<Data>> =>
    post<Data>(JSON.stringify({ query, variables }));
  const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const answer = await request<Data>(query, variables);
    if (answer.errors.length > 0)
      throw new Error(`the API answered: ${JSON.stringify(answer.errors)} ${faults.join('')}`);
    return answer.data;
  };
  return { url: server.url, ask, request, post, faults, stop: () => server.stop() };
}
