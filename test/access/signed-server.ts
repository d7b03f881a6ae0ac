import { pino } from 'pino';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import { createToken, type NewToken } from '../../resolvers/sign-in/token-store';
import { type RunningServer, startServer } from '../../src/http/server';
import { createSignIn } from '../../src/sign-in/sign-in';
import type { ApiError } from '../support/api';
import type { World } from '../support/world';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The code of the first error; absent: there is none. */
  readonly code: string | undefined;
  readonly message: string;
  readonly viewer: { readonly name: string; readonly roles: string[]; readonly systems: string[] | null } | undefined;
  readonly body: string;
}

const VIEWER = JSON.stringify({ query: '{ viewer { name roles systems } }' });

/** Asks who one is. */
export async function askViewer(url: string, headers: Record<string, string> = {}): Promise<Answered> {
  const sent = { 'content-type': 'application/json', ...headers };
  const response = await fetch(url, { method: 'POST', headers: sent, body: VIEWER });
  const body = await response.text();
  const { data, errors } = JSON.parse(body) as { data?: { viewer: Answered['viewer'] }; errors?: ApiError[] };
  const [error] = errors ?? [];
  const { extensions, message = '' } = error ?? {};
  return {
    status: response.status,
    headers: response.headers,
    code: extensions?.code,
    message,
    viewer: data?.viewer,
    body,
  };
}

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

export const askAs = (url: string, token: string): Promise<Answered> => askViewer(url, bearer(token));

export interface SignedServer extends RunningServer {
  /** Everything that the service logged. */
  readonly logged: readonly string[];
}

/** The service as it is served where databases are configured. */
export async function startSigned(
  { service }: World,
  findByProvider: ((text: string) => Promise<Caller>) | null = null,
): Promise<SignedServer> {
  const logged: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => logged.push(line) });
  const signIn = createSignIn(service.sides.new, findByProvider, log);
  const limits = { requestsPerMinute: 100_000, operationsAtOnce: 100, streamsAtOnce: 100 };
  const server = await startServer({ service, host: '127.0.0.1', port: 0, signIn, log, limits });
  return { ...server, logged };
}

/** A token of maria's, as the command makes it. */
export const makeToken = ({ service }: World, more: Partial<NewToken> = {}) =>
  createToken(service.newSource, 'operator', {
    owner: 'maria.lopez',
    name: 'nightly job',
    roles: [Role.AUTOMATION],
    systems: null,
    days: 90,
    ...more,
  });
