import { pino } from 'pino';
import type { Caller } from '../../resolvers/access/caller';
import { Role } from '../../resolvers/access/role';
import { type RunningServer, type ServerOptions, startServer } from '../../src/http/server';
import type { World } from '../support/world';
import { type RawAnswer, type RawRequest, sendRaw } from './raw';

export interface Body {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly cost?: unknown; readonly errorId?: string };
  }[];
  readonly extensions?: { readonly cost?: { readonly requested: number; readonly limit: number } };
}

export interface OpenApi {
  readonly url: string;
  readonly lines: readonly string[];
  send(request: RawRequest, caller?: string): Promise<RawAnswer>;
  /** Sends an operation and reads the answer. */
  ask(operation: object, caller?: string): Promise<RawAnswer & { readonly read: Body }>;
  stop(): Promise<void>;
}

/** Whoever says `VIEWER anna` is Anna, a viewer. */
function callerOf(words: string | undefined): Caller {
  const [role = '', name = role] = (words ?? 'ADMIN').split(' ');
  const roles = Object.entries(Role).flatMap(([known, value]) => (known === role ? [value] : []));
  return { name, roles, systems: null };
}

/** The service as `serve` starts it, with everything that it logs. */
export async function openApi(world: World, options: Partial<ServerOptions> = {}): Promise<OpenApi> {
  const lines: string[] = [];
  const log = pino({ base: null, level: 'trace' }, { write: (line: string) => lines.push(line) });
  const server: RunningServer = await startServer({
    service: world.service,
    host: '127.0.0.1',
    port: 0,
    log,
    signIn: async ({ headers }) => callerOf(headers.authorization),
    limits: { requestsPerMinute: 1_000_000, operationsAtOnce: 1_000, streamsAtOnce: 1_000 },
    ...options,
  });
  const send = (request: RawRequest, caller = 'ADMIN'): Promise<RawAnswer> =>
    sendRaw(server.url, { ...request, headers: { authorization: caller, ...request.headers } });
  return {
    url: server.url,
    lines,
    send,
    async ask(operation, caller) {
      const answer = await send({ body: JSON.stringify(operation) }, caller);
      return { ...answer, read: JSON.parse(answer.body) as Body };
    },
    stop: () => server.stop(),
  };
}
