import { pino } from 'pino';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import type { Service } from '../../resolvers/service';
import { startServer } from '../../src/http/server';
import { type SignIn, SignInRefused } from '../../src/http/sign-in';
import type { Answer, ApiError } from '../support/api';
import type { World } from '../support/world';

/** Asks as one caller. */
export interface Asking {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  request<Data>(query: string, variables?: object): Promise<Answer<Data>>;
  /** Expects an answer without errors. */
  ask<Data>(query: string, variables?: object): Promise<Data>;
}

/** One server for many callers: each request says whose it is. */
export interface Callers {
  as(caller: Caller | null): Asking;
  /** What the operator's log was told. */
  readonly faults: readonly string[];
  stop(): Promise<void>;
}

const SCHEME = 'Test ';

const signIn: SignIn = async ({ headers }) => {
  if (headers.authorization === undefined) throw new SignInRefused(401, 'UNAUTHENTICATED', 'sign in');
  return JSON.parse(Buffer.from(headers.authorization.slice(SCHEME.length), 'base64').toString()) as Caller;
};

const headersOf = (caller: Caller | null): Record<string, string> => ({
  'content-type': 'application/json',
  ...(caller === null ? {} : { authorization: SCHEME + Buffer.from(JSON.stringify(caller)).toString('base64') }),
});

export async function startCallers(service: Service): Promise<Callers> {
  const faults: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => faults.push(line) });
  const limits = { requestsPerMinute: 1_000_000, operationsAtOnce: 1_000, streamsAtOnce: 1_000 };
  const server = await startServer({ service, host: '127.0.0.1', port: 0, signIn, log, limits });
  const as = (caller: Caller | null): Asking => {
    const headers = headersOf(caller);
    const request = async <Data>(query: string, variables: object = {}): Promise<Answer<Data>> => {
      const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const body = await response.text();
      const { data, errors = [] } = JSON.parse(body) as { data?: Data; errors?: ApiError[] };
      return { status: response.status, data: data as Data, errors, body };
    };
    const ask = async <Data>(query: string, variables: object = {}): Promise<Data> => {
      const { data, errors } = await request<Data>(query, variables);
      if (errors.length > 0) throw new Error(`the API answered: ${JSON.stringify(errors)} ${faults.join('')}`);
      return data;
    };
    return { url: server.url, headers, request, ask };
  };
  return { as, faults, stop: () => server.stop() };
}

/** Somebody whose only system is this one. They bear the name of whoever asks `world().api`, so that keys of one are keys of the other. */
export const limited = (...roles: readonly Role[]): Caller => ({
  name: 'tester',
  roles,
  systems: ['Team Organization'],
});

/** The mappings of that system. */
export const OWN = ['teams', 'teamCommunications'];

/** One server for all tests of a file, for somebody limited, for somebody who is not, and for whom else there is. */
export function useCallers(world: () => World): {
  readonly as: (caller: Caller) => Asking;
  /** What the operator's log was told. */
  readonly faults: () => readonly string[];
  readonly own: () => Asking;
  readonly all: () => Asking;
} {
  let callers: Callers | undefined;
  beforeAll(async () => {
    callers = await startCallers(world().service);
  });
  afterAll(async () => callers?.stop());
  const as = (caller: Caller): Asking => {
    if (callers === undefined) throw new Error('the server runs during tests only');
    return callers.as(caller);
  };
  return {
    as,
    faults: () => callers?.faults ?? [],
    own: () => as(limited(Role.ADMIN)),
    all: () => as({ ...limited(Role.ADMIN), systems: null }),
  };
}
