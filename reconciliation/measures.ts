import type { Measure } from './mapping';

/** Both the sum and the average of a field. */
export const amounts = <F extends string>(field: F): Measure<F>[] => [
  { kind: 'sum', field },
  { kind: 'average', field },
];

/** How many records have which value of a field; `of` is a flag, and those that have it set are counted beside all. */
export const breakdown = <F extends string>(field: F, of: F | null = null): Measure<F> => ({
  kind: 'breakdown',
  field,
  of,
});
