import type { Random } from './random';

interface Pair {
  readonly id: string;
  readonly first: string;
  readonly second: string;
}

/** So many different pairs of all that two lists allow, in an order that tells nothing. */
export function pickPairs(
  random: Random,
  firsts: readonly string[],
  seconds: readonly string[],
  count: number,
): Pair[] {
  const all = firsts.flatMap((first) => seconds.map((second) => ({ first, second })));
  // Within one list, nothing is paired with itself.
  const candidates = firsts === seconds ? all.filter(({ first, second }) => first !== second) : all;
  return random
    .shuffle(candidates)
    .slice(0, count)
    .map((pair, index) => ({ id: String(index + 1), ...pair }));
}
