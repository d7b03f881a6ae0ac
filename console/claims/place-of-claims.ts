/** The claims, with conditions as the address has them. What a claim is called is about nobody. */
export const placeOfClaims = (): string => '/claims';

/** One claim, unfolded. */
export const placeOfClaim = ({ section, name }: { readonly section: string; readonly name: string }): string =>
  `/claims?${new URLSearchParams({ section, claim: name }).toString()}`;
