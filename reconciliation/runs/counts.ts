import type { RunCounts } from '../../entities/ledger/run';

/** What is counted of each segment; the columns of the ledger have the same names. */
export const COUNTED: readonly (keyof RunCounts)[] = [
  'rows',
  'matched',
  'different',
  'missing',
  'blocked',
  'excluded',
  'extra',
  'ambiguous',
  'unreadable',
  'moving',
  'written',
  'failed',
];
