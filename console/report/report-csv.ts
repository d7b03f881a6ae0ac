import { csvOf } from '../downloads/csv';
import type { ReportFiguresQuery, ReportIntegrityQuery, ReportMeasuresQuery } from '../generated/operations';

type Report = ReportFiguresQuery['report'];

const FIGURES = ['base', 'excluded', 'due', 'migrated', 'matched', 'lost'] as const;

const figuresOf = (line: Record<(typeof FIGURES)[number], number>): number[] => FIGURES.map((name) => line[name]);

/** A line for each mapping, each system and all: `part` says which it is. */
export function figuresCsv({ asOf, totals, systems, lines }: Report): string {
  const head = ['part', 'system', 'mapping', 'title', 'provenance', ...FIGURES, 'arrived %', 'matched %', 'as of'];
  return csvOf(head, [
    ...lines.map((line) => [
      'mapping',
      line.system,
      line.mapping,
      line.title,
      line.provenance.toLowerCase(),
      ...figuresOf(line),
      line.rate.percent,
      line.matchedRate.percent,
      line.asOf,
    ]),
    ...systems.map((line) => [
      'system',
      line.name,
      null,
      null,
      null,
      ...figuresOf(line),
      line.rate.percent,
      line.matchedRate.percent,
      line.asOf,
    ]),
    ['total', null, null, null, null, ...figuresOf(totals), totals.byRows.percent, totals.matchedRate.percent, asOf],
  ]);
}

/** A line for each sum and average, and for each value of a breakdown. */
export function measuresCsv(measures: ReportMeasuresQuery['report']['measures']): string {
  const head = [
    'mapping',
    'measure',
    'field',
    'value',
    'legacy',
    'legacy records',
    'new',
    'new records',
    'counted beside',
    'legacy beside',
    'new beside',
    'note',
  ];
  return csvOf(
    head,
    measures.flatMap(({ mapping, kind, field, of, note, legacy, new: actual, parts }) => {
      const start = [mapping, kind.toLowerCase(), field];
      if (kind !== 'BREAKDOWN')
        return [
          [
            ...start,
            null,
            legacy?.value ?? null,
            legacy?.records ?? null,
            actual?.value ?? null,
            actual?.records ?? null,
            null,
            null,
            null,
            note,
          ],
        ];
      return parts.map((part) => [
        ...start,
        part.isOther ? '(other values)' : part.value,
        null,
        part.legacy?.records ?? null,
        null,
        part.new.records,
        of,
        part.legacy?.of ?? null,
        part.new.of,
        note,
      ]);
    }),
  );
}

export const integrityCsv = (checks: ReportIntegrityQuery['report']['integrity']): string =>
  csvOf(
    ['mapping', 'field', 'leads to', 'checked', 'null', 'to no row', 'to a wrong row', 'new ids of some to no row'],
    checks.map(({ mapping, field, parent, checked, unset, orphans, wrongParents, orphanSample }) => [
      mapping,
      field,
      parent,
      checked,
      unset,
      orphans,
      wrongParents,
      orphanSample.join(' '),
    ]),
  );
