import { compare, decimalsOf, exact, grouped, readExact, roundHalfUp, subtract } from '../reporting/exact';
import { type Claim, ClaimOutcome } from './claims';
import { type Computed, type Finding, isComputed } from './computed';
import { type Figure, type Unit, wordsOf } from './figure';
import { shown } from './judge-claim';

/** An alternative of a claim with what it gives. */
export interface Reading {
  readonly words: string;
  readonly unit: Unit;
  readonly finding: Finding;
}

/** A number with its unit, as people write it. */
export function withUnit(text: string, unit: Unit, amountUnit: string | null): string {
  if (unit === '%') return `${text} %`;
  return unit === 'amount' && amountUnit !== null ? `${grouped(text)} ${amountUnit}` : grouped(text);
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** How far the stated figure is off, in the digits that are shown. */
function distance(recomputed: string, stated: string, unit: Unit): string {
  const [live, said] = [readExact(recomputed) ?? exact(0), readExact(stated) ?? exact(0)];
  const difference = subtract(live, said);
  const digits = Math.max(decimalsOf(recomputed), decimalsOf(stated));
  const size = grouped(roundHalfUp(difference, digits).replace('-', ''));
  return `${size}${unit === '%' ? ' points' : ''} ${compare(difference, exact(0)) < 0 ? 'less' : 'more'} than stated`;
}

function readingsText(claim: Claim, readings: readonly Reading[]): string[] {
  const texts = readings.flatMap(({ words, unit, finding }) =>
    isComputed<Computed>(finding)
      ? [`${withUnit(shown(finding, unit, claim.stated), unit, claim.unit)} ${words} (${finding.base})`]
      : [],
  );
  return texts.length === 0 ? [] : [`Other readings: ${texts.join('; ')}.`];
}

function sentence(figure: Figure, claim: Claim, finding: Computed, unit: Unit): string {
  const recomputed = withUnit(shown(finding, unit, claim.stated), unit, claim.unit);
  return `${capital(wordsOf(figure))} is ${recomputed}`;
}

/** Why a claim is judged as it is; null: it holds, and there is nothing to add. */
export function explain(
  claim: Claim,
  finding: Finding,
  unit: Unit,
  outcome: ClaimOutcome,
  readings: readonly Reading[],
): string | null {
  const note = claim.note === null ? [] : [claim.note];
  if (outcome === ClaimOutcome.HOLDS) return note[0] ?? null;
  return [...because(claim, finding, unit, outcome), ...readingsText(claim, readings), ...note].join(' ');
}

function because(claim: Claim, finding: Finding, unit: Unit, outcome: ClaimOutcome): string[] {
  if (!isComputed<Computed & Finding>(finding)) return [finding.because];
  const live = sentence(claim.figure, claim, finding, unit);
  if (outcome === ClaimOutcome.FAILS && claim.stated !== null)
    return [`${live}, ${distance(shown(finding, unit, claim.stated), claim.stated, unit)}.`];
  if (claim.stated === null) return [`It was left unsaid. ${live} (${finding.base}).`];
  return [`${claim.notDerivable ?? ''} ${live} (${finding.base}) in live data, which proves nothing.`];
}
