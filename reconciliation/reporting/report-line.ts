import type { Figures } from '../ledger/figures';
import type { Mapping, Provenance } from '../mapping';
import { type Rate, rateOf, type Share } from './rate';

/** What arrived of the records that had to, and what was lost. */
export interface Arrivals {
  readonly due: number;
  /** Due records that have a row, right or wrong. */
  readonly migrated: number;
  /** Migrated records in which nothing differs. */
  readonly matched: number;
  readonly lost: number;
}

export interface ReportLine extends Arrivals {
  readonly mapping: string;
  readonly system: string;
  readonly title: string;
  readonly provenance: Provenance;
  readonly rate: Rate;
  readonly asOf: string;
}

export const shareOf = ({ migrated, due }: Arrivals): Share => ({ part: migrated, whole: due });

export function lineOf(mapping: Mapping, figures: Figures, asOf: string): ReportLine {
  const { due, migrated, matched } = figures;
  const { name, system, title, provenance } = mapping;
  const rate = rateOf({ part: migrated, whole: due });
  return { mapping: name, system, title, provenance, due, migrated, matched, lost: due - migrated, rate, asOf };
}

export function addUpLines(lines: readonly Arrivals[]): Arrivals {
  const sum = (count: keyof Arrivals): number => lines.reduce((total, line) => total + line[count], 0);
  return { due: sum('due'), migrated: sum('migrated'), matched: sum('matched'), lost: sum('lost') };
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
