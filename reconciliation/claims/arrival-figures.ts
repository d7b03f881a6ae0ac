import { FIGURES_QUERY } from '../ledger/figures';
import { listUncompared, oldestOf } from '../reporting/completeness';
import { type Exact, exact, grouped } from '../reporting/exact';
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
import type { ArrivalFigure, Figure, Names, RatesFigure } from './figure';
import { pasted } from './pasted';

function namesOf({ mappings, except }: Names, evidence: Evidence): readonly string[] {
  const all = evidence.mappings.map((mapping) => mapping.name);
  return mappings === 'all' ? all.filter((name) => !except.includes(name)) : mappings;
}

function shareOf(names: readonly string[], { figures }: Evidence): Share {
  return sumOf(names.map((name) => ({ part: figures.get(name)?.migrated ?? 0, whole: figures.get(name)?.due ?? 0 })));
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
    const counted = (value: Exact, share: Share | null, base: string): Computed => ({
      value,
      decimals: 0,
      base,
      share,
      asOf,
    });
    switch (figure.kind) {
      case 'due':
        return counted(exact(arrived.whole), null, `${grouped(arrived.whole)} records`);
      case 'migrated':
        return counted(exact(arrived.part), arrived, baseOf(arrived));
      case 'lost':
        return lost.whole === 0 ? NOTHING_DUE : counted(exact(lost.part), lost, baseOf(lost));
      default: {
        const percent = percentOf(arrived);
        if (percent === null) return NOTHING_DUE;
        return { ...counted(percent, arrived, baseOf(arrived)), decimals: PERCENT_DECIMALS };
      }
    }
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

/** The mappings of a rate that were all made from other records, so that no source of theirs can have been lost. */
export function listDerived(figure: Figure, evidence: Evidence): string[] {
  if (figure.kind !== 'rate') return [];
  const names = namesOf(figure, evidence);
  const isDerived = (name: string): boolean => mappingOf(evidence, name).provenance === 'DERIVED';
  return names.every(isDerived) ? [...names] : [];
}
