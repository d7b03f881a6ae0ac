import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { DiscrepancyFacetsDocument, type DiscrepancyFacetsQuery, type DiscrepancyWhere } from '../generated/operations';
import { asUnmasked } from '../graphql/client';
import { type Failure, failureOf } from '../graphql/failure';
import type { Session } from '../sign-in/session';

export type FacetCounts = DiscrepancyFacetsQuery['discrepancyFacets'];

export interface Facets {
  /** Of these conditions, or of those before while these are being counted: what was clicked stays in its place. */
  readonly counts: FacetCounts | undefined;
  /** How many there are of exactly these conditions; null: not known, or not yet. */
  readonly total: number | null;
  readonly failure: Failure | null;
  readonly isCounting: boolean;
  readonly ask: () => void;
}

export function useFacets(session: Session, where: DiscrepancyWhere): Facets {
  const isUnmasked = where.text !== undefined;
  const context = useMemo(() => (isUnmasked ? asUnmasked(session) : {}), [session, isUnmasked]);
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: DiscrepancyFacetsDocument,
    variables: { where },
    context,
  });
  const key = JSON.stringify(where);
  const [known, setKnown] = useState<{ readonly key: string; readonly counts: FacetCounts } | null>(null);
  const counts = data?.discrepancyFacets;
  if (!fetching && error === undefined && counts !== undefined && (known?.counts !== counts || known.key !== key))
    setKnown({ key, counts });
  return {
    counts: known?.counts,
    total: known?.key === key ? known.counts.total : null,
    failure: error === undefined || fetching ? null : failureOf(error),
    isCounting: fetching || stale,
    ask: () => ask({ requestPolicy: 'network-only' }),
  };
}
