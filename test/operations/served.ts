import { Role } from '../../resolvers/access/role';
import { createToken } from '../../resolvers/sign-in/token-store';
import type { RunWorld } from '../faults/run-world';
import { createMysqlReader, type Reader } from '../support/mysql-reader';
import { Program } from '../support/program';
import { until } from '../support/until';

/** A program in front of a world, with its port for metrics and health. */
export interface Served {
  readonly program: Program;
  /** The address of the API, of a server. */
  readonly api: string;
  /** The address of metrics and health, without a path. */
  readonly watch: string;
  readonly token: string;
  get(path: string): Promise<{ readonly status: number; readonly body: string; readonly milliseconds: number }>;
  /** The value of a metric as it is written, labels and all; undefined: there is none. */
  metric(line: string): Promise<number | undefined>;
  ask<Data>(query: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Data>;
}

/** Programs that are killed after each test of the block, if they are not gone by then. */
export function usePrograms(world: () => RunWorld) {
  const programs: Program[] = [];
  let reader: Reader;
  beforeEach(async () => {
    reader = await createMysqlReader(world().legacyUrl);
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    await reader.drop();
  });
  /** The login that only reads, by the way that can be broken. */
  const legacyUrl = (): string => {
    const address = new URL(reader.url);
    address.host = new URL(world().legacyWay.url).host;
    return address.toString();
  };
  return async (command: 'serve' | 'worker', variables: Readonly<Record<string, string>> = {}): Promise<Served> => {
    const program = Program.start([command], {
      LEGACY_DATABASE_URL: legacyUrl(),
      NEW_DATABASE_URL: world().newWay.url,
      COUNTERPART_OPERATOR: 'tester',
      RUN_APPROVAL_OVER: '1000000',
      PORT: '0',
      METRICS_PORT: '0',
      ...variables,
    });
    programs.push(program);
    const [, watch = ''] = await program.says(/"url":"(http:\S+)\/metrics"/);
    const api = command === 'serve' ? ((await program.says(/http:\S+\/graphql(?=\s)/))[0] ?? '') : '';
    const wanted = { owner: 'tester', name: 'test', roles: [Role.ADMIN], systems: null, days: 1 };
    const { text: token } = await createToken(world().new, 'tester', wanted);
    return { program, api, watch, token, ...questions({ api, watch, token }) };
  };
}

function questions({
  api,
  watch,
  token,
}: Pick<Served, 'api' | 'watch' | 'token'>): Pick<Served, 'get' | 'metric' | 'ask'> {
  const get: Served['get'] = async (path) => {
    const start = performance.now();
    const response = await fetch(`${watch}${path}`);
    const body = await response.text();
    return { status: response.status, body, milliseconds: performance.now() - start };
  };
  return {
    get,
    async metric(line) {
      const { body } = await get('/metrics');
      const found = body.split('\n').find((text) => text.startsWith(`${line} `));
      return found === undefined ? undefined : Number(found.slice(line.length + 1));
    },
    async ask<Data>(query: string, variables: object = {}, headers: Readonly<Record<string, string>> = {}) {
      const response = await fetch(api, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Data;
    },
  };
}

/** Waits until `/readyz` answers this status. */
export const untilReadiness = (served: Served, status: string): Promise<unknown> =>
  until(`the service is ${status}`, async () => {
    const { body } = await served.get('/readyz');
    return (JSON.parse(body) as { status: string }).status === status;
  });
