import { fieldOf, type Mapping } from '../../mapping';
import { isClaimQuotable, Pseudonyms } from '../sensitivity';

/** How claims stand in one answer, so that the same claim is the same text on both sides. */
export interface ClaimWording {
  readonly isMasked: boolean;
  of(claim: readonly string[]): readonly string[];
}

/** Parts of a natural key that may not be quoted stand as pseudonyms; ids name records and stay. */
export function claimWording(mapping: Mapping): ClaimWording {
  const hidden = mapping.new.naturalKey.map((property) => !isClaimQuotable(mapping, fieldOf(mapping, property)));
  const pseudonyms = new Pseudonyms();
  return {
    isMasked: hidden.includes(true),
    of: (claim) => claim.map((text, place) => (hidden[place] === true ? (pseudonyms.of(text) ?? text) : text)),
  };
}
