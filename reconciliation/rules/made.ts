import type { Rule } from '../mapping';

/** The same value for every record. */
export function constant(value: string | null, because: string): Rule<never> {
  return {
    kind: 'constant',
    words: `always ${value === null ? 'NULL' : `'${value}'`}: ${because}`,
    reads: [],
    expect: () => ({ value }),
  };
}

/** Not compared and not written: the database's default stands. */
export function ignored(because: string): Rule<never> {
  return { kind: 'ignored', words: `not compared: ${because}`, reads: [], expect: () => ({ value: null }) };
}

/** The same reason for several columns. */
export function ignoredAll<const K extends string>(because: string, properties: readonly K[]): Record<K, Rule<never>> {
  const rule = ignored(because);
  return Object.fromEntries(properties.map((property) => [property, rule])) as Record<K, Rule<never>>;
}

/** The same constant for several columns. */
export function constantAll<const K extends string>(
  value: string | null,
  because: string,
  properties: readonly K[],
): Record<K, Rule<never>> {
  const rule = constant(value, because);
  return Object.fromEntries(properties.map((property) => [property, rule])) as Record<K, Rule<never>>;
}

type Texts<P extends readonly string[]> = { [I in keyof P]: string | null };

/** A value made from others, such as an order number: `words` names the recipe. */
export function generated<const P extends readonly string[]>(
  reads: P,
  words: string,
  make: (...texts: Texts<P>) => string | null,
): Rule<P[number]> {
  return {
    kind: 'generated',
    words,
    reads,
    expect: (read) => ({ value: make(...(reads.map(read) as Texts<P>)) }),
  };
}

/** The visible exception: a decision over several legacy values that no other rule kind can say. */
export function derived<const P extends readonly string[]>(
  reads: P,
  words: string,
  make: (...texts: Texts<P>) => string | null,
): Rule<P[number]> {
  return { ...generated(reads, words, make), kind: 'derived' };
}
