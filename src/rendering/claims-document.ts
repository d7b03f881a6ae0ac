import type { ClaimCheck, ClaimOutcome } from '../../reconciliation/claims/claims';
import { grouped } from '../../reconciliation/reporting/exact';
import {
  type Block,
  type Cell,
  heading,
  list,
  number,
  type PrintedDocument,
  paragraph,
  type Tone,
  table,
  text,
} from './document';

/** The checked claims of a document, as their JSON has them. */
export interface CheckedClaims {
  readonly title: string;
  readonly asOf: string | null;
  readonly notes: readonly string[];
  readonly counts: Readonly<Record<ClaimOutcome, number>>;
  readonly checks: readonly ClaimCheck[];
}

const TONES: Readonly<Record<ClaimOutcome, Tone>> = { HOLDS: 'good', FAILS: 'bad', NOT_DERIVABLE: 'doubtful' };
const WORDS: Readonly<Record<ClaimOutcome, string>> = {
  HOLDS: 'holds',
  FAILS: 'FAILS',
  NOT_DERIVABLE: 'not derivable',
};

const NONE = '–';

/** Counts need no unit: the base has it. */
function figure(value: string | null, unit: string): string {
  if (value === null) return NONE;
  return ['records', 'values', ''].includes(unit) ? grouped(value) : `${grouped(value)} ${unit}`;
}

const statedText = (check: ClaimCheck): string => check.wording ?? figure(check.stated, check.unit);

const row = (check: ClaimCheck): (string | Cell)[] => [
  check.name,
  statedText(check),
  figure(check.recomputed, check.unit),
  { text: WORDS[check.outcome], tone: TONES[check.outcome] },
  check.base ?? NONE,
];

function section(name: string, checks: readonly ClaimCheck[]): Block[] {
  const explained = checks.flatMap((check) =>
    check.explanation === null ? [] : [`${check.name}: ${check.explanation}`],
  );
  return [
    heading(name),
    table([text('claim'), number('stated'), number('recomputed'), text('outcome'), text('base')], checks.map(row)),
    ...list(explained),
  ];
}

/** Each query once, under all that was read off it. */
function codes(checks: readonly ClaimCheck[]): Block[] {
  const queries = [...new Set(checks.map((check) => check.query))];
  return queries.map((query) => {
    const names = checks.filter((check) => check.query === query).map((check) => check.name);
    return { kind: 'code', title: names.join('; '), text: query };
  });
}

export function claimsDocument({ title, asOf, notes, counts, checks }: CheckedClaims): PrintedDocument {
  const sections = [...new Set(checks.map((check) => check.section))];
  return {
    title: `Claims of ${title}`,
    blocks: [
      paragraph(
        `Of ${checks.length} claims ${counts.HOLDS} hold, ${counts.FAILS} fail and ${counts.NOT_DERIVABLE} are not derivable.`,
      ),
      paragraph(
        asOf === null
          ? 'No figure here comes from a comparison: what could be computed was counted now.'
          : `Rates and losses are as of ${asOf}, the oldest comparison behind them; everything else was counted now.`,
      ),
      ...list(notes),
      ...sections.flatMap((name) =>
        section(
          name,
          checks.filter((check) => check.section === name),
        ),
      ),
      heading('Queries'),
      paragraph(
        'Each figure can be asked of the new database by hand. In the ledger, all legacy records are what stands ' +
          'on_legacy; due is what of that has another verdict than EXCLUDED and EXTRA; migrated is what of the due stands ' +
          'on_new; the rest is lost.',
      ),
      ...codes(checks),
    ],
  };
}
