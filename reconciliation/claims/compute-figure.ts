import { oldestOf } from '../reporting/completeness';
import { add, subtract } from '../reporting/exact';
import { baseOf, sumOf } from '../reporting/rate';
import { computeArrivals, computeRate, computeRates } from './arrival-figures';
import { type Computed, type Evidence, type Finding, isComputed } from './computed';
import type { ClaimsFigure, Figure } from './figure';
import { computeOfRows } from './row-figures';

/** From the claims before it, as they were recomputed and not as they were stated. */
function combine(figure: ClaimsFigure, { findings }: Evidence): Finding {
  const parts = figure.claims.flatMap((name) => {
    const finding = findings.get(name);
    return finding === undefined ? [] : [{ name, finding }];
  });
  const queries = [...new Set(parts.flatMap(({ finding }) => finding.queries))];
  const missing = parts.filter(({ finding }) => !isComputed<Computed>(finding)).map(({ name }) => name);
  if (missing.length > 0) return { because: `It rests on ${missing.join(', ')}, which cannot be derived.`, queries };
  const [first, ...others] = parts.flatMap(({ finding }) => (isComputed<Computed & Finding>(finding) ? [finding] : []));
  if (first === undefined) throw new Error(`${figure.kind} names no claim that was checked before`);
  const operate = figure.kind === 'sumOf' ? add : subtract;
  const shares = [first, ...others].flatMap((part) => part.share ?? []);
  const isShared = figure.kind === 'sumOf' && shares.length === parts.length;
  return {
    value: others.reduce((total, part) => operate(total, part.value), first.value),
    decimals: Math.max(first.decimals, ...others.map((part) => part.decimals)),
    base: isShared ? baseOf(sumOf(shares)) : `${parts.length} claims`,
    share: isShared ? sumOf(shares) : null,
    asOf: oldestOf([first, ...others].flatMap((part) => part.asOf ?? [])),
    queries,
  };
}

export async function computeFigure(figure: Figure, evidence: Evidence): Promise<Finding> {
  switch (figure.kind) {
    case 'due':
    case 'migrated':
    case 'lost':
      return computeArrivals(figure, evidence);
    case 'rate':
      return computeRate(figure, evidence);
    case 'meanOfRates':
    case 'medianOfRates':
      return computeRates(figure, evidence);
    case 'sumOf':
    case 'difference':
      return combine(figure, evidence);
    default:
      return computeOfRows(figure, evidence);
  }
}
