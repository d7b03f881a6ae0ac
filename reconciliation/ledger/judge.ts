import type { Pair } from '../comparing/pair';
import { isDiscrepancy } from '../comparing/verdict';
import type { Tracer } from '../tracing/tracer';
import type { Judged } from './recorder';

/** Pairs with their causes, ready to be remembered. */
export async function judge(tracer: Tracer, pairs: readonly Pair[]): Promise<Judged[]> {
  const doubtful = pairs.filter((pair) => isDiscrepancy(pair.verdict));
  const causes = await tracer.trace(doubtful);
  const byPair = new Map(doubtful.map((pair, index) => [pair, causes[index] ?? []]));
  return pairs.map((pair) => ({ pair, causes: byPair.get(pair) ?? [] }));
}
