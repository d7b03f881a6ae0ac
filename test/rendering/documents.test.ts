import type { ClaimCheck, ClaimOutcome } from '../../reconciliation/claims/claims';
import { type CheckedClaims, claimsDocument } from '../../src/rendering/claims-document';
import { renderHtml } from '../../src/rendering/html';
import { renderMarkdown } from '../../src/rendering/markdown';
import { type FullReport, reportDocument } from '../../src/rendering/report-document';

const AS_OF = '2025-08-16T09:30:00.000000Z';

const counts = { base: 102_051, excluded: 61_259, due: 40_792, migrated: 1_000, matched: 10, lost: 39_792 };
const rate = { percent: '2.45', base: '1,000 of 40,792 records' };
const matchedRate = { percent: '0.02', base: '10 of 40,792 records' };
const line = {
  ...counts,
  rate,
  matchedRate,
  asOf: AS_OF,
  mapping: 'things',
  system: 'Stock',
  title: 'Things',
  provenance: 'MIGRATED' as const,
};

const report: FullReport = {
  asOf: AS_OF,
  isComplete: true,
  notes: [],
  lines: [line],
  systems: [{ ...counts, name: 'Stock', rate, matchedRate, asOf: AS_OF }],
  ranking: [line],
  totals: { ...counts, byRows: rate, matchedRate, meanOfRates: rate, medianOfRates: rate, withoutDerived: rate },
  measures: [
    {
      mapping: 'things',
      title: 'Things',
      kind: 'breakdown',
      field: 'kind',
      of: null,
      legacy: null,
      new: null,
      parts: [
        { value: null, isOther: false, legacy: { records: 3, of: null }, new: { records: 4, of: null } },
        { value: null, isOther: true, legacy: { records: 2, of: null }, new: { records: 0, of: null } },
      ],
      note: null,
    },
  ],
  integrity: [],
};

const check: ClaimCheck = {
  name: 'Rows',
  section: 'A',
  stated: '7',
  wording: null,
  recomputed: '7',
  unit: 'records',
  base: '7 of 7 rows',
  outcome: 'HOLDS' as ClaimOutcome,
  figure: 'the number of rows of things',
  explanation: null,
  query: 'SELECT 7',
  asOf: null,
};

const claims = (asOf: string | null): CheckedClaims => ({
  title: 'a report',
  asOf,
  notes: [],
  checks: [{ ...check, asOf }],
  counts: { HOLDS: 1, FAILS: 0, NOT_DERIVABLE: 0 },
});

describe('the report', () => {
  const document = reportDocument(report);
  const markdown = renderMarkdown(document);

  test('shows what was left out beside what was due, and both rates by their names', () => {
    const numbers = '102,051 | 61,259 | 40,792 | 1,000 | 10 | 39,792 | 2.45 % | 0.02 % | 1,000 of 40,792 records';
    const titles =
      'legacy records | left out | due | migrated | matched | lost | rate (arrived) | rate (arrived and right)';
    expect(markdown).toContain(`| system | ${titles} | arrived of due |`);
    expect(markdown).toContain(`| Stock | ${numbers} |`);
    expect(markdown).toContain(`| Things | Stock | migrated | ${numbers} | ${AS_OF} |`);
    expect(markdown).toContain('| Things | 2.45 % | 0.02 % | 1,000 of 40,792 records |');
    expect(markdown).toContain('The legacy side holds 102,051 records, of which 61,259 were left out on purpose.');
    expect(markdown).toContain('| by rows, arrived and right | 0.02 % | 10 of 40,792 records |');
  });

  test('shows the same in HTML', () => {
    const html = renderHtml(document);
    expect(html).toContain('<th scope="col" class="number">rate (arrived and right)</th>');
    for (const number of ['102,051', '61,259', '0.02 %']) expect(html).toContain(`<td class="number">${number}</td>`);
  });

  test('tells an empty field from values that may not be shown', () => {
    expect(markdown).toContain('| (empty) | 3 | 4 |\n| (other) | 2 | 0 |');
  });
});

describe('checked claims', () => {
  test('that rest on no comparison do not say that nothing was compared', () => {
    const markdown = renderMarkdown(claimsDocument(claims(null)));
    expect(markdown).not.toContain('Nothing was compared');
    expect(markdown).toContain('No figure here comes from a comparison: what could be computed was counted now.');
  });

  test('that rest on one say of when it is', () => {
    expect(renderMarkdown(claimsDocument(claims(AS_OF)))).toContain(`Rates and losses are as of ${AS_OF}`);
  });
});
