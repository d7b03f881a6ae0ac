import type { Pair } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import type { Mapping } from '../mapping';

/** Records that are compared at a time; memory is bounded by it. */
const PAGE = 1_000;

/** Records by key as the comparator sees them, some at a time. One that exists on neither side is left out. */
export async function* comparedPages(
  loader: PairLoader,
  mapping: Mapping,
  keys: readonly string[],
): AsyncGenerator<Pair[]> {
  for (let start = 0; start < keys.length; start += PAGE)
    yield await loader.listByLegacyIds(mapping, keys.slice(start, start + PAGE));
}

export async function compareAll(loader: PairLoader, mapping: Mapping, keys: readonly string[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for await (const page of comparedPages(loader, mapping, keys)) pairs.push(...page);
  return pairs;
}
