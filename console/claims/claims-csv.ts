import { csvOf } from '../downloads/csv';
import type { ClaimsCheckedQuery } from '../generated/operations';

const COLUMNS = [
  'section',
  'name',
  'stated',
  'wording',
  'recomputed',
  'unit',
  'outcome',
  'base',
  'explanation',
  'figure',
  'asOf',
  'query',
] as const;

/** A line for each claim, as the API has it. */
export const claimsCsv = (claims: readonly ClaimsCheckedQuery['claims'][number][]): string =>
  csvOf(
    COLUMNS,
    claims.map((claim) => COLUMNS.map((name) => claim[name])),
  );
