import type { DiscrepancyViewsQuery } from '../generated/operations';
import { NO_CONDITIONS, placeOf } from './conditions';

export type SavedView = DiscrepancyViewsQuery['savedViews'][number];

export const placeOfView = ({ where, orderBy }: SavedView): string =>
  placeOf({
    ...NO_CONDITIONS,
    mapping: where.mapping,
    verdict: where.verdict ?? [],
    state: where.state ?? [],
    field: where.field,
    rootCause: where.rootCause,
    orderBy,
  });
