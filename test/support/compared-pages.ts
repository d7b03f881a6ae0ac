import { extraPages, legacyPages } from '../../reconciliation/comparing/compare-mapping';
import type { Pair } from '../../reconciliation/comparing/pair';
import type { PairLoader } from '../../reconciliation/comparing/pair-loader';
import type { Mapping } from '../../reconciliation/mapping';

/** Every pair of a mapping as the comparator sees it, in pages: the legacy side in key order, then what only the new side has. */
export async function* comparedPages(loader: PairLoader, mapping: Mapping, pageSize?: number): AsyncGenerator<Pair[]> {
  yield* legacyPages(loader, mapping, undefined, pageSize);
  yield* extraPages(loader, mapping, pageSize);
}

export async function listPairs(loader: PairLoader, mapping: Mapping, pageSize?: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for await (const page of comparedPages(loader, mapping, pageSize)) pairs.push(...page);
  return pairs;
}
