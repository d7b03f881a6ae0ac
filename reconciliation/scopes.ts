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
