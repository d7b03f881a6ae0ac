import type { Figure } from './figure';

/** A figure of the same thing, taken in another way in which people take it. */
export interface Alternative {
  /** Behind the figure in a sentence: "by rows". */
  readonly words: string;
  readonly figure: Figure;
}

/** A figure that somebody stated, and how it is computed. */
export interface Claim {
  readonly name: string;
  /** Where it was stated. */
  readonly section: string;
  /** Exact decimal text; null: the figure was left unsaid. */
  readonly stated: string | null;
  /** As it was written, where that says more: "4.0M+". */
  readonly wording: string | null;
  /** Of amounts: USD. Counts and rates have their own. */
  readonly unit: string | null;
  readonly comparison: 'EQUAL' | 'AT_LEAST';
  readonly figure: Figure;
  /** Why the figure says nothing even where it can be computed. */
  readonly notDerivable: string | null;
  readonly alternatives: readonly Alternative[];
  readonly note: string | null;
}

export interface Claims {
  /** The document that states them. */
  readonly title: string;
  readonly claims: readonly Claim[];
}

export enum ClaimOutcome {
  HOLDS = 'HOLDS',
  FAILS = 'FAILS',
  NOT_DERIVABLE = 'NOT_DERIVABLE',
}

/** A claim beside the figure recomputed from live data. */
export interface ClaimCheck {
  readonly name: string;
  readonly section: string;
  readonly stated: string | null;
  readonly wording: string | null;
  /** Null: the claim cannot be recomputed. */
  readonly recomputed: string | null;
  readonly unit: string;
  readonly outcome: ClaimOutcome;
  /** What was computed: "the plain mean of 8 rates". */
  readonly figure: string;
  /** What it was computed of: "16,011 of 16,014 records". Null: the claim cannot be recomputed. */
  readonly base: string | null;
  /** Why it fails or cannot be derived, and what else the figure could mean. Null: nothing to explain. */
  readonly explanation: string | null;
  /** SQL that gives the same figure, for the new database. */
  readonly query: string;
  /** The oldest comparison behind it; null: counted now. */
  readonly asOf: string | null;
}

/** Claims that cannot be understood, with every entry that is wrong and why. */
export class ClaimsError extends Error {
  override readonly name = 'ClaimsError';

  constructor(readonly problems: readonly string[]) {
    super(['The claims cannot be used:', ...problems.map((problem) => `- ${problem}`)].join('\n'));
  }
}
