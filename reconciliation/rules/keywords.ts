import type { Rule } from '../mapping';

/** Words and the label of a text that contains one of them. */
export type Keywords = readonly [words: readonly string[], label: string];

/** The label of the first entry one of whose words stands in the text, in whatever letter case. */
export function labelByKeywords(text: string, entries: readonly Keywords[], otherwise: string): string {
  const lower = text.toLowerCase();
  return entries.find(([words]) => words.some((word) => lower.includes(word)))?.[1] ?? otherwise;
}

/** A text classified by the words in it: a guess that the loads made, and that is compared as they made it. */
export function keywords<P extends string>(path: P, entries: readonly Keywords[], otherwise: string): Rule<P> {
  const listed = entries.map(([words, label]) => `${label} with ${words.map((word) => `'${word}'`).join(' or ')}`);
  return {
    kind: 'keywords',
    words: `${path} by its words, in this order: ${listed.join(', ')}; else ${otherwise}`,
    reads: [path],
    expect: (read) => ({ value: labelByKeywords(read(path) ?? '', entries, otherwise) }),
  };
}
