import { listFigures } from '../ledger/figures';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { assertAddsUp } from './adds-up';
import { listGaps, oldestOf } from './completeness';
import { meanRate, medianRate, type Rate, rateOf } from './rate';
import { type Arrivals, addUpLines, lineOf, type Rates, type ReportLine, rank, ratesOf, shareOf } from './report-line';

export interface ReportSystem extends Arrivals, Rates {
  readonly name: string;
  /** The oldest of its mappings. */
  readonly asOf: string | null;
}

/** The same lines in every way in which people average them, because the results differ. */
export interface ReportTotals extends Arrivals {
  readonly byRows: Rate;
  /** By rows too, of those that arrived and are right. */
  readonly matchedRate: Rate;
  readonly meanOfRates: Rate;
  readonly medianOfRates: Rate;
  /** By rows, without what was made from other records: nothing of that can be lost. */
  readonly withoutDerived: Rate;
}

export interface MigrationReport {
  /** The oldest comparison behind it; null: nothing was ever compared. */
  readonly asOf: string | null;
  /** Whether every mapping was compared and nothing moved meanwhile. */
  readonly isComplete: boolean;
  /** What keeps it from being complete, and what to do. */
  readonly notes: readonly string[];
  /** One for each mapping that was compared, parents first. */
  readonly lines: readonly ReportLine[];
  readonly systems: readonly ReportSystem[];
  /** The same lines, the worst rate first. */
  readonly ranking: readonly ReportLine[];
  readonly totals: ReportTotals;
}

function systemsOf(lines: readonly ReportLine[]): ReportSystem[] {
  return [...new Set(lines.map((line) => line.system))].map((name) => {
    const own = lines.filter((line) => line.system === name);
    const sums = addUpLines(own);
    return { name, ...sums, ...ratesOf(sums), asOf: oldestOf(own.map((line) => line.asOf)) };
  });
}

function totalsOf(lines: readonly ReportLine[]): ReportTotals {
  const sums = addUpLines(lines);
  const { rate: byRows, matchedRate } = ratesOf(sums);
  const shares = lines.map(shareOf);
  const underived = lines.filter((line) => line.provenance !== 'DERIVED');
  return {
    ...sums,
    byRows,
    matchedRate,
    meanOfRates: meanRate(shares),
    medianOfRates: medianRate(shares),
    withoutDerived: rateOf(shareOf(addUpLines(underived))),
  };
}

/** The figures of a migration, from the ledger: per mapping, per system and in total. It compares nothing itself. */
export async function createReport(database: Database, mappings: readonly Mapping[]): Promise<MigrationReport> {
  const names = mappings.map((mapping) => mapping.name);
  const figures = await listFigures(database, names);
  const lines = mappings.flatMap((mapping) => {
    const own = figures.get(mapping.name);
    return own === undefined || own.asOf === null ? [] : [lineOf(mapping, own, own.asOf)];
  });
  const notes = listGaps(mappings, figures);
  const report = {
    asOf: oldestOf(lines.map((line) => line.asOf)),
    isComplete: notes.length === 0,
    notes,
    lines,
    systems: systemsOf(lines),
    ranking: rank(lines),
    totals: totalsOf(lines),
  };
  assertAddsUp(report, figures);
  return report;
}
