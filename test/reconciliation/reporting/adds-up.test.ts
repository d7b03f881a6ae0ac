import type { Figures } from '../../../reconciliation/ledger/figures';
import { assertAddsUp } from '../../../reconciliation/reporting/adds-up';
import type { ReportLine } from '../../../reconciliation/reporting/report-line';

const figures: Figures = {
  base: 12,
  due: 10,
  matched: 6,
  different: 1,
  missing: 1,
  blocked: 2,
  excluded: 2,
  ambiguous: 0,
  unreadable: 0,
  extra: 3,
  waived: 1,
  migrated: 7,
  moving: 0,
  asOf: '2025-08-16T00:00:00.000000Z',
};

const line: ReportLine = {
  mapping: 'things',
  system: 'Things',
  title: 'Things',
  provenance: 'MIGRATED',
  base: 12,
  excluded: 2,
  due: 10,
  migrated: 7,
  matched: 6,
  lost: 3,
  rate: { percent: '70.00', base: '7 of 10 records' },
  matchedRate: { percent: '60.00', base: '6 of 10 records' },
  asOf: '2025-08-16T00:00:00.000000Z',
};

const check = (parts: { line?: object; totals?: object; system?: object; figures?: object } = {}): void =>
  assertAddsUp(
    {
      lines: [{ ...line, ...parts.line }],
      systems: [{ ...line, ...parts.system }],
      totals: { ...line, ...parts.totals },
    },
    new Map([['things', { ...figures, ...parts.figures }]]),
  );

test('parts that make the whole pass', () => {
  expect(() => check()).not.toThrow();
});

test.each([
  ['a verdict too many', { figures: { missing: 2 } }, /the verdicts of things make 13, and the whole is 12/],
  ['a loss that is not one', { line: { lost: 2 } }, /what arrived and what was lost of things make 9/],
  [
    'a base of its own',
    { line: { base: 13 } },
    /what is due and what was left out of things make 12, and the whole is 13/,
  ],
  ['a total that leaves out more', { totals: { excluded: 3 } }, /the lines \(excluded\) make 2, and the whole is 3/],
  ['a total of its own', { totals: { migrated: 8 } }, /the lines \(migrated\) make 7, and the whole is 8/],
  ['a system of its own', { system: { matched: 5 } }, /the systems \(matched\) make 5, and the whole is 6/],
  ['more than there is', { line: { migrated: 11, lost: -1 } }, /more of things arrived than there is/],
])('%s is an error and no figure', (_, parts, message) => {
  expect(() => check(parts)).toThrow(message);
});
