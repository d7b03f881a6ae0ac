import type { Figures } from '../ledger/figures';
import type { Arrivals, ReportLine } from './report-line';

interface Parts {
  readonly lines: readonly ReportLine[];
  readonly systems: readonly Arrivals[];
  readonly totals: Arrivals;
}

const COUNTS = ['base', 'excluded', 'due', 'migrated', 'matched', 'lost'] as const;

/** The verdicts of a mapping, EXTRA standing beside them. */
const VERDICTS = ['matched', 'different', 'missing', 'blocked', 'excluded', 'ambiguous', 'unreadable'] as const;

function assertEqual(what: string, parts: readonly number[], whole: number): void {
  const sum = parts.reduce((total, part) => total + part, 0);
  if (sum !== whole) throw new Error(`the report does not add up: ${what} make ${sum}, and the whole is ${whole}`);
}

/**
 * Proves that the parts of a report make its whole. A sum that does not hold is a fault of this program and never a
 * figure: the report that it would stand in is not made.
 */
export function assertAddsUp({ lines, systems, totals }: Parts, figures: ReadonlyMap<string, Figures>): void {
  for (const line of lines) {
    const own = figures.get(line.mapping);
    const verdicts = VERDICTS.map((verdict) => own?.[verdict] ?? 0);
    assertEqual(`what is due and what was left out of ${line.mapping}`, [line.due, line.excluded], line.base);
    assertEqual(`the verdicts of ${line.mapping}`, verdicts, own?.base ?? 0);
    assertEqual(`what arrived and what was lost of ${line.mapping}`, [line.migrated, line.lost], line.due);
    if (line.lost < 0 || line.matched > line.migrated)
      throw new Error(`the report does not add up: more of ${line.mapping} arrived than there is`);
  }
  for (const count of COUNTS) {
    const of = (parts: readonly Arrivals[]): number[] => parts.map((part) => part[count]);
    assertEqual(`the lines (${count})`, of(lines), totals[count]);
    assertEqual(`the systems (${count})`, of(systems), totals[count]);
  }
}
