import { newDataSource } from '../../ormconfig';
import { Role } from '../../resolvers/access/role';
import { createToken } from '../../resolvers/sign-in/token-store';
import type { KillablePostgres } from '../support/killable-postgres';
import { Program } from '../support/program';
import { until } from '../support/until';

export interface DeploymentOptions {
  readonly postgres: KillablePostgres;
  readonly legacyUrl: string;
  readonly newUrl: string;
  readonly workers: number;
  /** Settings of the programs, by their variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Told what happens, for whoever watches. */
  readonly say?: (message: string) => void;
}

/** Of a program that got over its start: nothing that happens to its databases may end it any more. */
export const WAS_READY = 'was ready';

/** A program that is started again when it ends, as a service manager does. */
class Service {
  private program: Program | null = null;
  private isWanted = false;
  /** What it said before it ended without being told to. */
  readonly ends: string[] = [];

  constructor(
    private readonly command: string,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  get running(): Program | null {
    return this.program?.hasEnded === false ? this.program : null;
  }

  start(): void {
    this.isWanted = true;
    this.program = Program.start([this.command], this.variables);
    void this.watch(this.program);
  }

  async kill(): Promise<void> {
    this.isWanted = false;
    await this.program?.kill();
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    this.running?.signal('SIGTERM');
    await this.program?.ended({ seconds: 40 });
  }

  private async watch(program: Program): Promise<void> {
    const { exitCode, signal } = await program.ended({ seconds: 86_400 });
    if (!this.isWanted || program !== this.program) return;
    const stage = /Working on runs|serves/.test(program.output) ? WAS_READY : 'was starting';
    this.ends.push(
      `${this.command} ${stage} and ended by itself (${signal ?? exitCode}): ${program.output.slice(-2_000)}`,
    );
    this.start();
  }
}

export type Victim = 'server' | 'worker' | 'postgres';

/** A server, some workers and the PostgreSQL of the new side: real programs, each of which may be killed at any moment. */
export class Deployment {
  private readonly server: Service;
  private readonly workers: Service[];
  private readonly say: (message: string) => void;
  private token: string | null = null;

  constructor(private readonly options: DeploymentOptions) {
    const variables = {
      LEGACY_DATABASE_URL: options.legacyUrl,
      NEW_DATABASE_URL: options.newUrl,
      COUNTERPART_OPERATOR: 'kill-run',
      PORT: '0',
      ...options.variables,
    };
    this.server = new Service('serve', variables);
    this.workers = Array.from({ length: options.workers }, () => new Service('worker', variables));
    this.say = options.say ?? (() => undefined);
  }

  start(): void {
    for (const service of [this.server, ...this.workers]) service.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.server, ...this.workers].map((service) => service.stop()));
  }

  /** What programs said that ended without having been told to. */
  get ends(): string[] {
    return [this.server, ...this.workers].flatMap((service) => service.ends);
  }

  async kill(victim: Victim, number: number): Promise<void> {
    this.say(`kill ${victim}`);
    if (victim === 'postgres') this.options.postgres.kill();
    else await this.serviceOf(victim, number).kill();
  }

  async restart(victim: Victim, number: number): Promise<void> {
    if (victim === 'postgres') await this.options.postgres.restart();
    else this.serviceOf(victim, number).start();
  }

  /** Asks the server, as often as it takes until it answers. */
  ask<Data>(query: string, variables: object): Promise<Data> {
    return until('the server answers', () => this.tryToAsk<Data>(query, variables), { seconds: 120 });
  }

  /** Null: it is not there, or its databases are not. */
  async tryToAsk<Data>(query: string, variables: object): Promise<Data | null> {
    const url = /http:\/\/\S+\/graphql/.exec(this.server.running?.output ?? '')?.[0];
    if (url === undefined) return null;
    const body = JSON.stringify({ query, variables });
    try {
      this.token ??= await makeToken(this.options.newUrl);
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.token}` };
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
      const answer = (await response.json()) as { data?: Data; errors?: { extensions?: { code?: string } }[] };
      const codes = (answer.errors ?? []).map((error) => error.extensions?.code);
      if (codes.length === 0) return answer.data ?? null;
      if (codes.every((code) => code === 'UPSTREAM_UNAVAILABLE')) return null;
      throw new Error(`the server answered: ${JSON.stringify(answer.errors)}`);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  private serviceOf(victim: Victim, number: number): Service {
    const service = victim === 'server' ? this.server : this.workers[number % this.workers.length];
    if (service === undefined) throw new Error('there is no worker');
    return service;
  }
}

/** Lets in who starts the run and looks at it. The server has made the ledger by then. */
async function makeToken(url: string): Promise<string> {
  const source = await newDataSource({ url, poolSize: 1, statementTimeout: 15_000 }).initialize();
  try {
    const wanted = { owner: 'kill-run', name: 'kill-run', roles: [Role.ADMIN], systems: null, days: 1 };
    return (await createToken(source, 'kill-run', wanted)).text;
  } finally {
    await source.destroy();
  }
}

/** What fetch throws when nobody answers, or not in time. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && ['TypeError', 'TimeoutError', 'AbortError', 'SyntaxError'].includes(error.name);
