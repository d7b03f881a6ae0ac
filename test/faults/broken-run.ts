import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../sample/making/random';
import { Deployment, type DeploymentOptions, type Victim } from './deployment';

export interface RunOrder {
  readonly kind: 'COMPARE' | 'MIGRATE';
  readonly rowsPerSecond?: number;
}

export interface RunReport {
  readonly state: string;
  /** How many it took until the kills were done. */
  readonly runs: number;
  readonly kills: Readonly<Record<Victim, number>>;
  readonly seconds: number;
  /** What programs said that ended without having been told to. */
  readonly ends: readonly string[];
}

const START = `mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }`;
const STATE = `query ($id: ID!) { run(id: $id) { state pauseReason message rowsDone } }`;

interface Standing {
  readonly state: string;
  readonly pauseReason: string | null;
  readonly message: string | null;
  readonly rowsDone: string;
}

const OVER = ['SUCCEEDED', 'INCOMPLETE', 'FAILED', 'CANCELLED'];

async function startRun(deployment: Deployment, order: RunOrder, key: string): Promise<string> {
  const input = {
    kind: order.kind,
    mapping: 'systemMessages',
    onFailure: 'CONTINUE',
    maxFailures: 100_000,
    rowsPerSecond: order.rowsPerSecond ?? null,
    reason: 'to see whether anything is lost',
    idempotencyKey: key,
  };
  const { startRun: payload } = await deployment.ask<{
    startRun: { run: { id: string } | null; userErrors: object[] };
  }>(START, { input });
  if (payload.run === null) throw new Error(`the run was refused: ${JSON.stringify(payload.userErrors)}`);
  return payload.run.id;
}

class Killer {
  readonly kills: Record<Victim, number> = { server: 0, worker: 0, postgres: 0 };
  private readonly random: Random;

  constructor(
    private readonly deployment: Deployment,
    seed: string,
    private readonly pace: number,
  ) {
    this.random = new Random(createHash('sha256').update(seed).digest());
  }

  get sum(): number {
    return this.kills.server + this.kills.worker + this.kills.postgres;
  }

  /** Waits for a random moment, kills somebody, and brings them back at another one. */
  async strike(): Promise<void> {
    const victim = this.random.pick(['worker', 'worker', 'server', 'postgres'] as const);
    const number = this.random.integer(0, 9);
    const [before, after] = [this.random.integer(0, 2 * this.pace), this.random.integer(0, this.pace)];
    await sleep(before);
    await this.deployment.kill(victim, number);
    this.kills[victim] += 1;
    await sleep(after);
    await this.deployment.restart(victim, number);
  }
}

export interface BrokenRun extends DeploymentOptions {
  readonly order: RunOrder;
  readonly seed: string;
  /** How often something is killed; 0: an unbroken run. */
  readonly kills: number;
  /** Milliseconds between kills, about. */
  readonly pace: number;
  /** Seconds that it may take in all. */
  readonly limit: number;
}

/** Lets a run go through while its programs and its database are killed again and again, and waits until it is over. */
export async function runThrough(options: BrokenRun): Promise<RunReport> {
  const say = options.say ?? (() => undefined);
  const deployment = new Deployment(options);
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  deployment.start();
  const killer = new Killer(deployment, options.seed, options.pace);
  const isEnough = (): boolean => killer.sum >= options.kills;
  const goThrough = async (id: string): Promise<string> => {
    for (;;) {
      const { run } = await deployment.ask<{ run: Standing }>(STATE, { id });
      say(
        `${Math.round(seconds())} s: ${run.state} ${run.pauseReason ?? ''} ${run.rowsDone} rows ${run.message ?? ''}`,
      );
      if (OVER.includes(run.state)) return run.state;
      if (seconds() > options.limit) throw new Error(`the run was not over after ${options.limit} seconds`);
      if (isEnough()) await sleep(options.pace / 2);
      else await killer.strike();
    }
  };
  try {
    for (let number = 1; ; number += 1) {
      const id = await startRun(deployment, options.order, `kill-run ${options.seed} ${number}`);
      const state = await goThrough(id);
      // Comparing once more finds the same, so that it can be done until everybody was killed often enough.
      if (isEnough() || options.order.kind === 'MIGRATE')
        return { state, runs: number, kills: killer.kills, seconds: seconds(), ends: deployment.ends };
    }
  } finally {
    await deployment.stop();
  }
}
