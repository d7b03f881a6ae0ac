import type { Rule, Scope } from '../mapping';
import { text } from '../rules/copy';
import { generated, ignoredAll } from '../rules/made';
import { map } from '../rules/map';
import { notBlank } from '../scopes';

/** A first or last name. The new columns must hold something, and many legacy names are empty. */
export const personName = <P extends string>(path: P): Rule<P> => text(path, { trim: true, empty: 'Unknown' });

/** An e-mail address. Most accounts have none, and some hold a word that is no address. */
export const emailAddress = <P extends string>(path: P): Rule<P> =>
  text(path, { trim: true, letters: 'lower', mustContain: '@', empty: null });

/** Of two August scripts, the one that keeps 0 as 'other'; its sister made everything but 1 and 2 'unknown'. */
export const gender = <P extends string>(path: P): Rule<P> =>
  map(path, { 0: 'other', 1: 'male', 2: 'female' }, { otherwise: 'unknown', absent: 'unknown' });

/** A number for people: a prefix and the legacy id with at least six digits. */
export const numbered = <P extends string>(prefix: string, path: P): Rule<P> =>
  generated([path], `'${prefix}' and ${path}, padded to six digits`, (id) =>
    id === null ? null : `${prefix}${id.padStart(6, '0')}`,
  );

/** A rule for records that have a certain parent or companion; the others must hold NULL. */
export function whenPresent<P extends string, Q extends string>(path: P, rule: Rule<Q>): Rule<P | Q> {
  return {
    ...rule,
    words: `${rule.words}; NULL without ${path}`,
    reads: [path, ...rule.reads],
    expect: (read, kind) => (read(path) === null ? { value: null } : rule.expect(read, kind)),
  };
}

/** A name, or where it is blank a word and the legacy id, because the new column must hold something. */
export const nameOr = <P extends string, Q extends string>(path: P, word: string, id: Q): Rule<P | Q> =>
  generated([path, id], `${path}, trimmed; '${word}' and ${id} when it is empty`, (name, key) =>
    name?.trim() ? name.trim() : key === null ? null : `${word}${key}`,
  );

/** Only records that say something. */
export const hasText = <P extends string>(path: P, what: string): Scope<P> =>
  notBlank(path, `a ${what} without text says nothing`);

/** A calendar day as the moment at which it begins, in UTC. */
export const startOfDay = <P extends string>(path: P): Rule<P> =>
  generated([path], `the beginning of ${path} (UTC)`, (day) => (day === null ? null : `${day}T00:00:00.000000Z`));

/** Columns in which a load put down its own time. */
export const whenLoaded = <const K extends string>(...properties: readonly K[]): Record<K, Rule<never>> =>
  ignoredAll('when the row was loaded', properties);
