import { usePlace } from '../parts/use-place';
import { OUTCOMES, type OutcomeName } from './outcome';

interface NamedClaim {
  readonly section: string;
  readonly name: string;
}

/** What the address says of the view. */
export interface ClaimsPlace {
  /** Null: all. */
  readonly outcome: OutcomeName | null;
  /** Whether the query of a claim is shown. Under another heading another claim may have the same name. */
  readonly isOpen: (claim: NamedClaim) => boolean;
  readonly choose: (outcome: OutcomeName | null) => void;
  /** Null: none. */
  readonly unfold: (claim: NamedClaim | null) => void;
}

export function useClaimsPlace(): ClaimsPlace {
  const [search, become] = usePlace();
  return {
    outcome: OUTCOMES.find((outcome) => outcome === search.get('outcome')) ?? null,
    isOpen: ({ section, name }) => search.get('claim') === name && search.get('section') === section,
    choose: (outcome) => become({ outcome: outcome ?? '' }),
    unfold: (claim) => become({ section: claim?.section ?? '', claim: claim?.name ?? '' }),
  };
}
