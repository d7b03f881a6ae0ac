import { grouped } from '../../reconciliation/reporting/exact';
import type { Counted, Measured, MeasuredPart, MeasuredSide } from '../../reconciliation/reporting/measured';
import type { Rate } from '../../reconciliation/reporting/rate';
import type { MigrationReport } from '../../reconciliation/reporting/report';
import type { Arrivals, Rates } from '../../reconciliation/reporting/report-line';
import { type Block, type Cell, heading, list, number, type PrintedDocument, paragraph, table, text } from './document';

/** A reference of a mapping, checked, by names. */
export interface CheckedReference {
  readonly mapping: string;
  readonly field: string;
  readonly parent: string;
  readonly checked: number;
  readonly unset: number;
  readonly orphans: number;
  readonly wrongParents: number;
}

/** The whole report, as its JSON has it. */
export interface FullReport extends MigrationReport {
  readonly measures: readonly Measured[];
  readonly integrity: readonly CheckedReference[];
}

const NONE = '–';

const percent = ({ percent: value }: Rate): string => (value === null ? NONE : `${value} %`);

const ARRIVALS = [
  'legacy records',
  'left out',
  'due',
  'migrated',
  'matched',
  'lost',
  'rate (arrived)',
  'rate (arrived and right)',
].map(number);

const arrivalCells = (line: Arrivals & Rates): Cell[] => [
  { text: grouped(line.base) },
  { text: grouped(line.excluded) },
  { text: grouped(line.due) },
  { text: grouped(line.migrated) },
  { text: grouped(line.matched) },
  line.lost === 0 ? { text: '0' } : { text: grouped(line.lost), tone: 'bad' },
  { text: percent(line.rate) },
  { text: percent(line.matchedRate) },
];

function summary({ asOf, isComplete, notes, totals }: MigrationReport): Block[] {
  const rates: [string, Rate][] = [
    ['by rows', totals.byRows],
    ['by rows, arrived and right', totals.matchedRate],
    ['by rows, without what was made from other records', totals.withoutDerived],
    ['plain mean of the mappings', totals.meanOfRates],
    ['median of the mappings', totals.medianOfRates],
  ];
  return [
    paragraph(asOf === null ? 'Nothing was compared yet.' : `As of ${asOf}, the oldest comparison behind it.`),
    paragraph(isComplete ? 'Complete: every mapping was compared, and nothing moved meanwhile.' : 'Not complete:'),
    ...list(notes),
    heading('Totals'),
    paragraph(
      `The legacy side holds ${grouped(totals.base)} records, of which ${grouped(totals.excluded)} were left out on purpose. ` +
        `Of ${grouped(totals.due)} records that were due, ${grouped(totals.migrated)} arrived, ${grouped(totals.matched)} of ` +
        `them as they should be, and ${grouped(totals.lost)} were lost.`,
    ),
    paragraph(
      'A rate says how much of what was due arrived, right or wrong; only where it says so, how much arrived and is right.',
    ),
    table(
      [text('success rate'), number('percent'), text('base')],
      rates.map(([name, rate]) => [name, percent(rate), rate.base]),
    ),
  ];
}

function mappingTables({ systems, lines, ranking }: MigrationReport): Block[] {
  return [
    heading('Systems'),
    table(
      [text('system'), ...ARRIVALS, text('arrived of due')],
      systems.map((system) => [system.name, ...arrivalCells(system), system.rate.base]),
    ),
    heading('Mappings'),
    table(
      [text('mapping'), text('system'), text('made'), ...ARRIVALS, text('arrived of due'), text('as of')],
      lines.map((line) => [
        line.title,
        line.system,
        line.provenance.toLowerCase(),
        ...arrivalCells(line),
        line.rate.base,
        line.asOf,
      ]),
    ),
    heading('Ranking, the worst first'),
    table(
      [text('mapping'), number('rate (arrived)'), number('rate (arrived and right)'), text('arrived of due')],
      ranking.map((line) => [line.title, percent(line.rate), percent(line.matchedRate), line.rate.base]),
    ),
  ];
}

const sideText = (side: MeasuredSide | null): string =>
  side === null || side.value === null ? NONE : `${grouped(side.value)} (${grouped(side.records)} records)`;

const countText = (counted: Counted | null): string => {
  if (counted === null) return NONE;
  return counted.of === null ? grouped(counted.records) : `${grouped(counted.records)} / ${grouped(counted.of)}`;
};

const labelText = ({ value, isOther }: MeasuredPart): string => (isOther ? '(other)' : (value ?? '(empty)'));

function breakdown(measured: Measured): Block[] {
  const of = measured.of === null ? '' : ` (all / ${measured.of})`;
  return [
    paragraph(`${measured.title} by ${measured.field}${of}`),
    table(
      [text(measured.field), number('legacy'), number('new')],
      measured.parts.map((part) => [labelText(part), countText(part.legacy), countText(part.new)]),
    ),
    ...list(measured.note === null ? [] : [measured.note]),
  ];
}

function measureTables(measures: readonly Measured[]): Block[] {
  const amounts = measures.filter((measured) => measured.kind !== 'breakdown');
  const notes = new Set(amounts.flatMap((measured) => (measured.note === null ? [] : [measured.note])));
  return [
    heading('Amounts'),
    table(
      [text('mapping'), text('measure'), number('legacy'), number('new')],
      amounts.map((measured) => [
        measured.title,
        `${measured.kind} of ${measured.field}`,
        sideText(measured.legacy),
        sideText(measured.new),
      ]),
    ),
    ...list([...notes]),
    heading('Breakdowns'),
    ...measures.filter((measured) => measured.kind === 'breakdown').flatMap(breakdown),
  ];
}

const found = (count: number): Cell => (count === 0 ? { text: '0' } : { text: grouped(count), tone: 'bad' });

const integrityTable = (checks: readonly CheckedReference[]): Block =>
  table(
    [text('reference'), text('leads to'), ...['set', 'empty', 'orphans', 'wrong parents'].map(number)],
    checks.map((check) => [
      `${check.mapping}.${check.field}`,
      check.parent,
      grouped(check.checked),
      grouped(check.unset),
      found(check.orphans),
      found(check.wrongParents),
    ]),
  );

export const reportDocument = (report: FullReport): PrintedDocument => ({
  title: 'Migration report',
  blocks: [
    ...summary(report),
    ...mappingTables(report),
    ...measureTables(report.measures),
    heading('References'),
    paragraph(
      'Orphans point at no row. Wrong parents are rows that exist and are not those that the legacy record names.',
    ),
    integrityTable(report.integrity),
  ],
});
