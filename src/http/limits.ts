/** What one request may be. docs/limits.md says the same to users, and a test holds it against this. */
export const LIMITS = {
  /** A run of 10,000 records with the longest ids is 220,000 bytes. */
  bodyBytes: 262_144,
  /** Objects and lists inside one another, in the JSON of a request. */
  jsonDepth: 32,
  variables: 100,
  /** Of the query's text. */
  characters: 100_000,
  tokens: 5_000,
  /** Fragments count wherever they are spread, here and in the next four. */
  fields: 500,
  rootFields: 20,
  aliases: 30,
  /** Of one alias, which is repeated with all that it stands for. */
  aliasCharacters: 100,
  directives: 20,
  depth: 12,
  /** Errors that one answer lists of a query that is not valid; graphql-js adds that there are more. */
  errors: 5,
  /** Objects and hundreds of bytes that an answer may hold, roughly: see cost.ts. */
  cost: 100_000,
  /** Time for a request to arrive whole. */
  arrivalMs: 30_000,
} as const;

/** What one caller may do, whatever others do. */
export interface CallerLimits {
  readonly requestsPerMinute: number;
  /** Operations that are worked on at the same time. */
  readonly operationsAtOnce: number;
  /** Each holds a connection, and asks the ledger twice a second. */
  readonly streamsAtOnce: number;
}

/** A busy console asks twice a second; with six at work, connections are left for others. */
export const USUAL_LIMITS: CallerLimits = { requestsPerMinute: 600, operationsAtOnce: 6, streamsAtOnce: 10 };

/** Masked fields that one caller may have revealed in an hour: one a minute is a person at work, more is a copy. */
export const USUAL_REVEALS_PER_HOUR = 60;

/** Half of the connections to the side that has fewer: the other half is for those who look at a record. */
export const scansFor = (legacyPool: number, newPool: number): number =>
  Math.max(1, Math.floor(Math.min(legacyPool, newPool) / 2));

/** Of the usual pools. */
export const USUAL_SCANS = scansFor(4, 10);
