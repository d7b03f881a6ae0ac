import { SegmentedControl } from '@mantine/core';
import { countText } from '../parts/number';
import { OUTCOMES, type OutcomeName, wordOf } from './outcome';
import type { ClaimsPlace } from './use-claims-place';

interface OutcomeFilterProps {
  readonly claims: readonly { readonly outcome: OutcomeName }[];
  readonly place: ClaimsPlace;
}

const ALL = 'ALL';

/** How many claims have which outcome; choosing one leaves only those. */
export function OutcomeFilter({ claims, place }: OutcomeFilterProps) {
  const countOf = (outcome: OutcomeName): number => claims.filter((claim) => claim.outcome === outcome).length;
  return (
    <SegmentedControl
      aria-label="Outcome"
      mb="md"
      size="sm"
      value={place.outcome ?? ALL}
      onChange={(value) => place.choose(OUTCOMES.find((outcome) => outcome === value) ?? null)}
      data={[
        { value: ALL, label: `all ${countText(claims.length)}` },
        ...OUTCOMES.map((outcome) => ({ value: outcome, label: `${wordOf(outcome)} ${countText(countOf(outcome))}` })),
      ]}
    />
  );
}
