import { usePlace } from '../parts/use-place';
import { OUTCOMES, type OutcomeName } from './outcome';

/** What the address says of the view. */
export interface ClaimsPlace {
  /** Null: all. */
  readonly outcome: OutcomeName | null;
  /** The claim whose query is shown; null: none. */
  readonly claim: string | null;
  readonly choose: (outcome: OutcomeName | null) => void;
  readonly unfold: (claim: string | null) => void;
}

export function useClaimsPlace(): ClaimsPlace {
  const [search, become] = usePlace();
  return {
    outcome: OUTCOMES.find((outcome) => outcome === search.get('outcome')) ?? null,
    claim: search.get('claim'),
    choose: (outcome) => become({ outcome: outcome ?? '' }),
    unfold: (claim) => become({ claim: claim ?? '' }),
  };
}
