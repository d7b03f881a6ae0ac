/** Mappings by name; `all` are those that there are, without the excepted ones. */
export interface Names {
  readonly mappings: readonly string[] | 'all';
  readonly except: readonly string[];
}

/** Rows whose fields hold exactly these texts, by field; null: nothing. */
export type Where = Readonly<Record<string, string | null>>;

/** From the ledger: what was due, what of it has a row, and what has none. */
export const ARRIVAL_KINDS = ['due', 'migrated', 'lost'] as const;
/** From the ledger too: the rates of several mappings, or groups of mappings, each counting the same. */
export const RATES_KINDS = ['meanOfRates', 'medianOfRates'] as const;
/** From the new database: rows that name a legacy record, the different values of a field, their sum and average. */
export const VALUE_KINDS = ['distinct', 'sum', 'average'] as const;
/** From other claims, recomputed. */
export const CLAIM_KINDS = ['sumOf', 'difference'] as const;

export type ArrivalFigure = { readonly kind: (typeof ARRIVAL_KINDS)[number] } & Names;

/** What a rate is taken of: the records that are due, or all legacy records, those left out on purpose included. */
export const RATE_BASES = ['due', 'base'] as const;

/** What arrived in percent. */
export type RateFigure = { readonly kind: 'rate'; readonly of: (typeof RATE_BASES)[number] } & Names;

export interface RatesFigure {
  readonly kind: (typeof RATES_KINDS)[number];
  /** Each rate is of a mapping or of several together. */
  readonly rates: readonly (readonly string[])[];
}

export interface CountFigure {
  readonly kind: 'rows';
  readonly mapping: string;
  readonly where: Where;
}

export interface ValueFigure {
  readonly kind: (typeof VALUE_KINDS)[number];
  readonly mapping: string;
  readonly field: string;
  readonly where: Where;
}

/** The rows with `where` in percent of those with `among`. */
export interface ShareFigure {
  readonly kind: 'share';
  readonly mapping: string;
  readonly where: Where;
  readonly among: Where;
}

/** Rows whose reference points at no row. */
export interface OrphanFigure {
  readonly kind: 'orphans';
  readonly mapping: string;
  readonly field: string;
}

export interface ClaimsFigure {
  readonly kind: (typeof CLAIM_KINDS)[number];
  readonly claims: readonly string[];
}

export type RowFigure = CountFigure | ValueFigure | ShareFigure | OrphanFigure;

/** How a figure is computed: the whole of what a claims file may ask for. */
export type Figure = ArrivalFigure | RateFigure | RatesFigure | RowFigure | ClaimsFigure;

export type FigureKind = Figure['kind'];

export const FIGURE_KINDS: readonly FigureKind[] = [
  ...ARRIVAL_KINDS,
  'rate',
  ...RATES_KINDS,
  'rows',
  ...VALUE_KINDS,
  'share',
  'orphans',
  ...CLAIM_KINDS,
];

/** What a figure counts. Amounts are in whatever the field is. */
export type Unit = 'records' | 'values' | '%' | 'amount';

/** The unit of a figure; `unitOfClaim` knows those of the claims before it. */
export function unitOf(figure: Figure, unitOfClaim: (name: string) => Unit): Unit {
  switch (figure.kind) {
    case 'rate':
    case 'meanOfRates':
    case 'medianOfRates':
    case 'share':
      return '%';
    case 'sum':
    case 'average':
      return 'amount';
    case 'distinct':
      return 'values';
    case 'sumOf':
    case 'difference':
      return unitOfClaim(figure.claims[0] ?? '');
    default:
      return 'records';
  }
}

const rowsWhere = (where: Where): string => {
  const parts = Object.entries(where).map(([field, text]) => `${field} is ${text === null ? 'empty' : `'${text}'`}`);
  return parts.length === 0 ? '' : ` where ${parts.join(' and ')}`;
};

function namesWords({ mappings, except }: Names): string {
  if (mappings === 'all') return except.length === 0 ? 'all mappings' : `all mappings but ${except.length}`;
  return mappings.length > 3 ? `${mappings.length} mappings` : mappings.join(', ');
}

const isOfOne = ({ mappings }: Names): boolean => mappings !== 'all' && mappings.length === 1;

/** What a figure is, for people. */
export function wordsOf(figure: Figure): string {
  switch (figure.kind) {
    case 'due':
    case 'migrated':
    case 'lost':
      return `the number of ${figure.kind} records of ${namesWords(figure)}`;
    case 'rate':
      return `the rate ${isOfOne(figure) ? '' : 'by rows '}of ${namesWords(figure)}${figure.of === 'base' ? ', of all legacy records' : ''}`;
    case 'meanOfRates':
      return `the plain mean of ${figure.rates.length} rates`;
    case 'medianOfRates':
      return `the median of ${figure.rates.length} rates`;
    case 'rows':
      return `the number of rows of ${figure.mapping}${rowsWhere(figure.where)}`;
    case 'distinct':
      return `the number of different values of ${figure.mapping}.${figure.field}${rowsWhere(figure.where)}`;
    case 'sum':
    case 'average':
      return `the ${figure.kind} of ${figure.mapping}.${figure.field}${rowsWhere(figure.where)}`;
    case 'share':
      return `the share of ${figure.mapping}${rowsWhere(figure.where)} among all${rowsWhere(figure.among)}`;
    case 'orphans':
      return `the number of rows of ${figure.mapping} whose ${figure.field} points at no row`;
    case 'sumOf':
      return `the sum of ${figure.claims.length} claims`;
    default:
      return `the difference of ${figure.claims.join(' and ')}`;
  }
}
