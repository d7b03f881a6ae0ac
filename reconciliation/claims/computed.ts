import type { Figures } from '../ledger/figures';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import type { Exact } from '../reporting/exact';
import type { Share } from '../reporting/rate';

/** A figure, computed. */
export interface Computed {
  readonly value: Exact;
  /** How many digits of it are shown behind the point. */
  readonly decimals: number;
  readonly base: string;
  /** Of counts and rates of due records: which of how many, so that sums of them have a base as well. */
  readonly share: Share | null;
  readonly asOf: string | null;
}

/** A figure that live data does not give, and why. */
export interface Underivable {
  readonly because: string;
}

/** What was found, with the statements behind it. */
export type Finding = (Computed | Underivable) & { readonly queries: readonly string[] };

export const isComputed = <T extends object>(finding: T | Underivable): finding is T => !('because' in finding);

/** What the figures of one look at the databases are computed from. */
export interface Evidence {
  readonly database: Database;
  readonly mappings: readonly Mapping[];
  /** Of all mappings, from one read of the ledger. */
  readonly figures: ReadonlyMap<string, Figures>;
  /** Of the claims so far. */
  readonly findings: ReadonlyMap<string, Finding>;
}

/** The mapping of a name that was checked before. */
export function mappingOf({ mappings }: Evidence, name: string): Mapping {
  const found = mappings.find((mapping) => mapping.name === name);
  if (found === undefined) throw new Error(`there is no mapping ${name}`);
  return found;
}
