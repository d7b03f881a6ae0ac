import { add, compare, divide, type Exact, exact, grouped, roundHalfUp } from './exact';

/** A rate and what it is a rate of: without its base, nobody can tell 96.25 from a better figure. */
export interface Rate {
  /** Percent with two decimals, rounded half up; null: the base is 0. */
  readonly percent: string | null;
  readonly base: string;
}

/** How many of how many. */
export interface Share {
  readonly part: number;
  readonly whole: number;
}

const HUNDRED = exact(100);
export const PERCENT_DECIMALS = 2;

/** In percent; null: there is nothing that a part could be of. */
export const percentOf = ({ part, whole }: Share): Exact | null =>
  divide({ numerator: BigInt(part) * HUNDRED.numerator, denominator: 1n }, exact(whole));

/** Each share in percent, without those of nothing. */
export const percentsOf = (shares: readonly Share[]): Exact[] => shares.flatMap((share) => percentOf(share) ?? []);

export function meanOf(values: readonly Exact[]): Exact | null {
  return divide(
    values.reduce((sum, value) => add(sum, value), exact(0)),
    exact(values.length),
  );
}

/** The one in the middle, or the mean of the two there. */
export function medianOf(values: readonly Exact[]): Exact | null {
  const sorted = [...values].sort(compare);
  const half = sorted.length / 2;
  return meanOf(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

export const sumOf = (shares: readonly Share[]): Share => ({
  part: shares.reduce((sum, share) => sum + share.part, 0),
  whole: shares.reduce((sum, share) => sum + share.whole, 0),
});

const percentText = (percent: Exact | null): string | null =>
  percent === null ? null : roundHalfUp(percent, PERCENT_DECIMALS);

export const baseOf = ({ part, whole }: Share): string => `${grouped(part)} of ${grouped(whole)} records`;

export const rateOf = (share: Share): Rate => ({ percent: percentText(percentOf(share)), base: baseOf(share) });

export const ratesText = (count: number): string => `${count} ${count === 1 ? 'rate' : 'rates'}`;

/** Every rate counts the same, however few records it is of: a small table that failed weighs like a large one. */
export function meanRate(shares: readonly Share[]): Rate {
  const rates = percentsOf(shares);
  return { percent: percentText(meanOf(rates)), base: ratesText(rates.length) };
}

export function medianRate(shares: readonly Share[]): Rate {
  const rates = percentsOf(shares);
  return { percent: percentText(medianOf(rates)), base: ratesText(rates.length) };
}
