import type { Mapping } from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import { ahead } from './ahead';
import { type Pair, recordKey } from './pair';
import type { PairLoader } from './pair-loader';
import { isDiscrepancy } from './verdict';

/** One page of a comparison: what was settled, and what was still moving when it was looked at a second time. */
export interface ComparedPage {
  readonly pairs: readonly Pair[];
  readonly moving: readonly Pair[];
}

interface PageOptions {
  /** Records read at a time; memory is bounded by it. */
  readonly pageSize?: number;
}

const PAGE_SIZE = 1_000;

/**
 * Looks a second time at every pair that does not match: what still changes between two looks is left for the next
 * comparison and never recorded as a difference.
 */
async function lookTwice(loader: PairLoader, mapping: Mapping, pairs: readonly Pair[]): Promise<ComparedPage> {
  const doubtful = pairs.filter((pair) => isDiscrepancy(pair.verdict));
  if (doubtful.length === 0) return { pairs, moving: [] };
  const legacyIds = doubtful.flatMap((pair) => pair.legacy?.key ?? []);
  const newIds = doubtful.filter((pair) => pair.legacy === null).flatMap((pair) => pair.rows.map((row) => row.id));
  const again = [
    ...(await loader.listByLegacyIds(mapping, legacyIds)),
    ...(newIds.length === 0 ? [] : await loader.listByNewIds(mapping, newIds)),
  ];
  const second = new Map(again.map((pair) => [recordKey(pair), pair]));
  const isStill = (pair: Pair): boolean => second.get(recordKey(pair))?.fingerprint.text === pair.fingerprint.text;
  const moving = doubtful.filter((pair) => !isStill(pair));
  return { pairs: pairs.filter((pair) => !moving.includes(pair)), moving };
}

/** All records of the legacy side, in key order, with whatever the new side holds for them. */
async function* legacyPages(loader: PairLoader, mapping: Mapping, pageSize: number): AsyncGenerator<Pair[]> {
  for await (const records of ahead(legacyRecords(loader, mapping, pageSize)))
    yield await loader.compareRecords(mapping, records);
}

async function* legacyRecords(
  loader: PairLoader,
  mapping: Mapping,
  pageSize: number,
): AsyncGenerator<readonly LegacyRecord[]> {
  let after: string | null = null;
  for (;;) {
    const records = await loader.legacy.list(mapping, { after, limit: pageSize });
    if (records.length === 0) return;
    yield records;
    after = records.at(-1)?.key ?? null;
  }
}

/** All rows of the new side that claim a legacy record which does not exist. */
async function* extraPages(loader: PairLoader, mapping: Mapping, pageSize: number): AsyncGenerator<Pair[]> {
  let after: string | null = null;
  for (;;) {
    const claims = await loader.new.listClaims(mapping, { after, limit: pageSize });
    if (claims.length === 0) return;
    const unclaimed = await loader.listUnclaimed(mapping, claims);
    if (unclaimed.length > 0) yield await loader.listByNewIds(mapping, unclaimed);
    after = claims.at(-1)?.id ?? null;
  }
}

/** Compares a whole mapping, page by page: the legacy side in key order, then the rows that only the new side has. */
export async function* compareMapping(
  loader: PairLoader,
  mapping: Mapping,
  { pageSize = PAGE_SIZE }: PageOptions = {},
): AsyncGenerator<ComparedPage> {
  for await (const pairs of legacyPages(loader, mapping, pageSize)) yield await lookTwice(loader, mapping, pairs);
  for await (const pairs of extraPages(loader, mapping, pageSize)) yield await lookTwice(loader, mapping, pairs);
}
