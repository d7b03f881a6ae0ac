export interface Revealed {
  readonly field: {
    readonly field: string;
    readonly legacyValue: string | null;
    readonly expectedValue: string | null;
    readonly actualValue: string | null;
    readonly isMasked: boolean;
  } | null;
  readonly hiddenAfterSeconds: number | null;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

export const REVEAL = `mutation($input: RevealFieldInput!) { revealField(input: $input) {
  field { field legacyValue expectedValue actualValue isMasked } hiddenAfterSeconds userErrors { code field message } } }`;
