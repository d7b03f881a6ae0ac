import { note } from '../../src/output';

/** Something whose time is taken in every round. */
export interface Leg {
  readonly name: string;
  /** What has to be done before it and is not measured. */
  readonly prepare?: () => Promise<void>;
  /** Answers the seconds that it took. */
  readonly run: () => Promise<number>;
  /** What has to hold afterwards, and to be put in order. */
  readonly finish?: () => Promise<void>;
}

/** Seconds of a leg, one for each round. */
export class Times {
  readonly seconds: number[] = [];

  private get sorted(): readonly number[] {
    return [...this.seconds].sort((one, other) => one - other);
  }

  get median(): number {
    const { sorted } = this;
    const middle = Math.floor(sorted.length / 2);
    const [below = 0, above = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
    return (below + above) / 2;
  }

  get least(): number {
    return this.sorted[0] ?? 0;
  }

  get most(): number {
    return this.sorted.at(-1) ?? 0;
  }
}

/** Seconds that something took. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Rounds of all legs, one after the other, so that whatever else the machine does falls on all of them. */
export async function runRounds(rounds: number, legs: readonly Leg[]): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(legs.map((leg) => [leg.name, new Times()]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const leg of legs) {
      await leg.prepare?.();
      const taken = await leg.run();
      await leg.finish?.();
      times.get(leg.name)?.seconds.push(taken);
      note(`round ${round} of ${rounds}, ${leg.name}: ${Math.round(taken * 100) / 100} s`);
    }
  }
  return times;
}

export function timesOf(times: ReadonlyMap<string, Times>, name: string): Times {
  const found = times.get(name);
  if (found === undefined) throw new Error(`${name} was not measured`);
  return found;
}
