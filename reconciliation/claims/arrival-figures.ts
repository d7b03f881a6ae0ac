import { FIGURES_QUERY } from '../ledger/figures';
import { listUncompared, oldestOf } from '../reporting/completeness';
import { exact, grouped } from '../reporting/exact';
import {
  baseOf,
  meanOf,
  medianOf,
  PERCENT_DECIMALS,
  percentOf,
  percentsOf,
  ratesText,
  type Share,
  sumOf,
} from '../reporting/rate';
import { type Computed, type Evidence, type Finding, mappingOf, type Underivable } from './computed';
import type { ArrivalFigure, Figure, Names, RateFigure, RatesFigure } from './figure';
import { pasted } from './pasted';

function namesOf({ mappings, except }: Names, evidence: Evidence): readonly string[] {
  const all = evidence.mappings.map((mapping) => mapping.name);
  return mappings === 'all' ? all.filter((name) => !except.includes(name)) : mappings;
}

/** What arrived of the records that were due or, for `base`, of all that the legacy side holds. */
function shareOf(names: readonly string[], { figures }: Evidence, of: RateFigure['of'] = 'due'): Share {
  return sumOf(names.map((name) => ({ part: figures.get(name)?.migrated ?? 0, whole: figures.get(name)?.[of] ?? 0 })));
}

/** What the mappings give, unless one of them was never compared. */
function fromLedger(
  names: readonly string[],
  evidence: Evidence,
  compute: (asOf: string | null) => Computed | Underivable,
): Finding {
  const queries = [pasted(FIGURES_QUERY, [names])];
  const uncompared = listUncompared(names, evidence.figures);
  if (uncompared.length > 0) {
    const were = uncompared.length === 1 ? 'was' : 'were';
    return {
      because: `${uncompared.join(', ')} ${were} never compared: run "counterpart compare ${uncompared.join(' ')}" first.`,
      queries,
    };
  }
  return { ...compute(oldestOf(names.flatMap((name) => evidence.figures.get(name)?.asOf ?? []))), queries };
}

const NOTHING_DUE: Underivable = { because: 'No record is due, so none can arrive or be lost.' };

export function computeArrivals(figure: ArrivalFigure, evidence: Evidence): Finding {
  const names = namesOf(figure, evidence);
  return fromLedger(names, evidence, (asOf) => {
    const arrived = shareOf(names, evidence);
    const lost: Share = { part: arrived.whole - arrived.part, whole: arrived.whole };
    const counted = (count: number, share: Share | null, base: string): Computed => ({
      value: exact(count),
      decimals: 0,
      base,
      share,
      asOf,
    });
    switch (figure.kind) {
      case 'due':
        return counted(arrived.whole, null, `${grouped(arrived.whole)} records`);
      case 'migrated':
        return counted(arrived.part, arrived, baseOf(arrived));
      default:
        return lost.whole === 0 ? NOTHING_DUE : counted(lost.part, lost, baseOf(lost));
    }
  });
}

export function computeRate(figure: RateFigure, evidence: Evidence): Finding {
  const names = namesOf(figure, evidence);
  return fromLedger(names, evidence, (asOf) => {
    const share = shareOf(names, evidence, figure.of);
    const value = percentOf(share);
    return value === null ? NOTHING_DUE : { value, decimals: PERCENT_DECIMALS, base: baseOf(share), share, asOf };
  });
}

export function computeRates(figure: RatesFigure, evidence: Evidence): Finding {
  const names = [...new Set(figure.rates.flat())];
  return fromLedger(names, evidence, (asOf) => {
    const shares = figure.rates.map((group) => shareOf(group, evidence));
    const rates = percentsOf(shares);
    const value = figure.kind === 'meanOfRates' ? meanOf(rates) : medianOf(rates);
    if (value === null) return NOTHING_DUE;
    const share = sumOf(shares);
    const without = shares.length === rates.length ? '' : `, ${shares.length - rates.length} of nothing left out`;
    return {
      value,
      decimals: PERCENT_DECIMALS,
      base: `${ratesText(rates.length)}; ${baseOf(share)}${without}`,
      share,
      asOf,
    };
  });
}

function rateNames(figure: Figure, evidence: Evidence): readonly string[] {
  if (figure.kind === 'meanOfRates' || figure.kind === 'medianOfRates') return figure.rates.flat();
  return figure.kind === 'rate' || figure.kind === 'lost' ? namesOf(figure, evidence) : [];
}

/** The mappings of a rate or loss that were all made from other records, so that no source of theirs can have been lost. */
export function listDerived(figure: Figure, evidence: Evidence): readonly string[] {
  const names = rateNames(figure, evidence);
  return names.every((name) => mappingOf(evidence, name).provenance === 'DERIVED') ? names : [];
}
