import type { Pair } from '../comparing/pair';
import type { PairLoader } from '../comparing/pair-loader';
import { isDiscrepancy } from '../comparing/verdict';
import type { Judged } from '../ledger/recorder';
import type { Mapping } from '../mapping';
import type { Tracer } from '../tracing/tracer';

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

/** Pairs with their causes, ready to be remembered. */
export async function judge(tracer: Tracer, pairs: readonly Pair[]): Promise<Judged[]> {
  const doubtful = pairs.filter((pair) => isDiscrepancy(pair.verdict));
  const causes = await tracer.trace(doubtful);
  const byPair = new Map(doubtful.map((pair, index) => [pair, causes[index] ?? []]));
  return pairs.map((pair) => ({ pair, causes: byPair.get(pair) ?? [] }));
}
