import type { Scope } from './mapping';

/** Only records whose text says something. */
export const notBlank = <P extends string>(path: P, because: string): Scope<P> => ({
  reads: [path],
  because,
  includes: (read) => (read(path) ?? '').trim() !== '',
});

/** Only records whose flag is set. */
export const isTrue = <P extends string>(path: P, because: string): Scope<P> => ({
  reads: [path],
  because,
  includes: (read) => read(path) === 'true',
});

/** Only records whose flag is not set. */
export const isFalse = <P extends string>(path: P, because: string): Scope<P> => ({
  reads: [path],
  because,
  includes: (read) => read(path) === 'false',
});

/** All records but those with one of these values. */
export const differsFrom = <P extends string>(path: P, values: readonly string[], because: string): Scope<P> => ({
  reads: [path],
  because,
  includes: (read) => !values.includes(read(path) ?? ''),
});

/** All records with one of these values. */
export const isOneOf = <P extends string>(path: P, values: readonly string[], because: string): Scope<P> => ({
  reads: [path],
  because,
  includes: (read) => values.includes(read(path) ?? ''),
});

/** Only records all of whose flags are set. */
export const areTrue = <const P extends string>(paths: readonly P[], because: string): Scope<P> => ({
  reads: paths,
  because,
  includes: (read) => paths.every((path) => read(path) === 'true'),
});

/** Only records that have at least one of these. */
export const isAnyPresent = <const P extends string>(paths: readonly P[], because: string): Scope<P> => ({
  reads: paths,
  because,
  includes: (read) => paths.some((path) => read(path) !== null),
});
