import type { Figures } from '../ledger/figures';
import type { Mapping, Provenance } from '../mapping';
import { type Rate, rateOf, type Share } from './rate';

/** What arrived of the records that had to, and what was lost. */
export interface Arrivals {
  /** All legacy records: those that are due and those that were left out on purpose. */
  readonly base: number;
  readonly excluded: number;
  readonly due: number;
  /** Due records that have a row, right or wrong. */
  readonly migrated: number;
  /** Migrated records in which nothing differs. */
  readonly matched: number;
  readonly lost: number;
}

/** The two rates of due records, which people take for one another. */
export interface Rates {
  /** Arrived, right or wrong: migrated of due. */
  readonly rate: Rate;
  /** Arrived and right: matched of due. */
  readonly matchedRate: Rate;
}

export interface ReportLine extends Arrivals, Rates {
  readonly mapping: string;
  readonly system: string;
  readonly title: string;
  readonly provenance: Provenance;
  readonly asOf: string;
}

export const shareOf = ({ migrated, due }: Pick<Arrivals, 'migrated' | 'due'>): Share => ({
  part: migrated,
  whole: due,
});

export const ratesOf = (arrivals: Pick<Arrivals, 'migrated' | 'matched' | 'due'>): Rates => ({
  rate: rateOf(shareOf(arrivals)),
  matchedRate: rateOf({ part: arrivals.matched, whole: arrivals.due }),
});

export function lineOf(mapping: Mapping, figures: Figures, asOf: string): ReportLine {
  const { base, excluded, due, migrated, matched } = figures;
  const { name, system, title, provenance } = mapping;
  const arrivals: Arrivals = { base, excluded, due, migrated, matched, lost: due - migrated };
  return { mapping: name, system, title, provenance, ...arrivals, ...ratesOf(arrivals), asOf };
}

export function addUpLines(lines: readonly Arrivals[]): Arrivals {
  const sum = (count: keyof Arrivals): number => lines.reduce((total, line) => total + line[count], 0);
  return {
    base: sum('base'),
    excluded: sum('excluded'),
    due: sum('due'),
    migrated: sum('migrated'),
    matched: sum('matched'),
    lost: sum('lost'),
  };
}

/** The worst rate first: by the exact rates, so that rounding makes no two alike. What has no rate comes last. */
export function rank(lines: readonly ReportLine[]): ReportLine[] {
  const order = (one: ReportLine, other: ReportLine): number => {
    if (one.due === 0 || other.due === 0) return Number(one.due === 0) - Number(other.due === 0);
    const difference = BigInt(one.migrated) * BigInt(other.due) - BigInt(other.migrated) * BigInt(one.due);
    if (difference === 0n) return other.lost - one.lost;
    return difference < 0n ? -1 : 1;
  };
  return [...lines].sort(order);
}
