import type { Mapping } from '../mapping';
import type { LegacyRecord } from '../reading/legacy-reader';
import { ahead } from './ahead';
import type { Pair } from './pair';
import type { PairLoader } from './pair-loader';

const PAGE_SIZE = 1_000;

/** Which records of the legacy side: after a key, and up to one; null: no end. */
interface Bounds {
  readonly after: string | null;
  readonly upTo: string | null;
}

const ALL: Bounds = { after: null, upTo: null };

/** Records of the legacy side, in key order, with whatever the new side holds for them. */
export async function* legacyPages(
  loader: PairLoader,
  mapping: Mapping,
  bounds: Bounds = ALL,
  pageSize = PAGE_SIZE,
): AsyncGenerator<Pair[]> {
  for await (const records of ahead(legacyRecords(loader, mapping, bounds, pageSize)))
    yield await loader.compareRecords(mapping, records);
}

async function* legacyRecords(
  loader: PairLoader,
  mapping: Mapping,
  { after: start, upTo }: Bounds,
  pageSize: number,
): AsyncGenerator<readonly LegacyRecord[]> {
  let after = start;
  for (;;) {
    const end = upTo === null ? {} : { upTo };
    const records = await loader.legacy.list(mapping, { after, ...end, limit: pageSize });
    if (records.length === 0) return;
    yield records;
    after = records.at(-1)?.key ?? null;
  }
}

/** All rows of the new side that claim a legacy record which does not exist. */
export async function* extraPages(loader: PairLoader, mapping: Mapping, pageSize = PAGE_SIZE): AsyncGenerator<Pair[]> {
  let after: string | null = null;
  for (;;) {
    const claims = await loader.new.listClaims(mapping, { after, limit: pageSize });
    if (claims.length === 0) return;
    const unclaimed = await loader.listUnclaimed(mapping, claims);
    if (unclaimed.length > 0) yield await loader.listByNewIds(mapping, unclaimed);
    after = claims.at(-1)?.id ?? null;
  }
}

/** Records by their legacy ids, some at a time. One that exists on neither side is left out. */
export async function* keyPages(
  loader: PairLoader,
  mapping: Mapping,
  keys: readonly string[],
  pageSize = PAGE_SIZE,
): AsyncGenerator<Pair[]> {
  for (let start = 0; start < keys.length; start += pageSize)
    yield await loader.listByLegacyIds(mapping, keys.slice(start, start + pageSize));
}
