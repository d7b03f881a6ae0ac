import { compare, decimalsOf, type Exact, exact, readExact, roundHalfUp } from '../reporting/exact';
import { type Claim, ClaimOutcome } from './claims';
import type { Computed } from './computed';
import type { Unit } from './figure';

const HUNDRED = exact(100);
/** Beyond this many digits, nobody's table is large enough to tell a rate from 100. */
const MOST_DECIMALS = 20;

/** As many digits as the figure has and as were stated; a rate that is not 100 is never shown as 100. */
export function shown({ value, decimals }: Computed, unit: Unit, stated: string | null): string {
  let digits = Math.max(decimals, decimalsOf(stated ?? ''));
  const isRoundedUp = (text: string): boolean =>
    unit === '%' && compare(value, HUNDRED) < 0 && /^100(\.0*)?$/.test(text);
  while (isRoundedUp(roundHalfUp(value, digits)) && digits < MOST_DECIMALS) digits += 1;
  return roundHalfUp(value, digits);
}

function holds(value: Exact, stated: Exact, decimals: number, unit: Unit, comparison: Claim['comparison']): boolean {
  if (comparison === 'AT_LEAST') return compare(value, stated) >= 0;
  // 100 % says that nothing is missing, which no rounding can make true.
  if (unit === '%' && compare(stated, HUNDRED) === 0) return compare(value, HUNDRED) === 0;
  return roundHalfUp(value, decimals) === roundHalfUp(stated, decimals);
}

/** Holds a figure against the claim, with as many digits as were stated. */
export function judge(claim: Claim, { value }: Computed, unit: Unit): ClaimOutcome {
  const stated = claim.stated === null ? null : readExact(claim.stated);
  // What was never said can be computed, but neither right nor wrong.
  if (stated === null || claim.notDerivable !== null) return ClaimOutcome.NOT_DERIVABLE;
  const isRight = holds(value, stated, decimalsOf(claim.stated ?? ''), unit, claim.comparison);
  return isRight ? ClaimOutcome.HOLDS : ClaimOutcome.FAILS;
}
