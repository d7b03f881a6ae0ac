import { type Pair, recordKey } from '../comparing/pair';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { type Place, placeOf, type SettledBlock } from '../scanning/blocks';
import type { KeyRange } from '../scanning/key-range';
import { ask } from './ledger';
import { forgetSettled, replaceSettled, type Taken, takeOut, takeSettledTurn } from './settled';
import { keepDay } from './trend';

/**
 * The moment from which on a range is read. Whoever remembered a pair of the mapping before is done by then, so that what
 * is older than this moment is also what a reader sees.
 */
export async function startRange(transaction: Database, mapping: Mapping): Promise<string> {
  await ask(transaction, "SET LOCAL lock_timeout = '10s'");
  await takeSettledTurn(transaction, mapping, true);
  const [clock] = await ask<{ now: string }>(transaction, 'SELECT clock_timestamp()::text AS now');
  return clock?.now ?? '';
}

/** What a comparison leaves out or could not settle is remembered as it was. */
interface Leftovers {
  readonly since: string;
  readonly moving: readonly Pair[];
}

const IN_RANGE = `($2::bigint IS NULL OR key_number >= $2) AND ($3::bigint IS NULL OR key_number < $3)`;

async function closeDiscrepancies(
  transaction: Database,
  mapping: Mapping,
  condition: string,
  parameters: readonly unknown[],
): Promise<void> {
  await ask(
    transaction,
    `UPDATE counterpart.discrepancy SET state = 'CLOSED', closed_at = clock_timestamp()
     WHERE mapping = $1 AND state <> 'CLOSED' AND ${condition}`,
    [mapping.name, ...parameters],
  );
}

/** Blocks without the pairs at some keys, and with those that are remembered as they were. */
function mend(
  blocks: readonly SettledBlock[],
  basis: string,
  without: readonly string[],
  kept: readonly Taken[],
): SettledBlock[] {
  const nameOf = ({ block, offset }: Place): string => `${block}/${offset}`;
  const gone = new Set(without.flatMap((key) => placeOf(key) ?? []).map(nameOf));
  const isGone = (block: string, offset: number): boolean => gone.has(nameOf({ block, offset }));
  const mended = gone.size === 0 ? [...blocks] : blocks.map((block) => filterBlock(block, isGone));
  for (const entry of kept) {
    const place = placeOf(entry.key);
    if (place !== null) putBack(mended, place, entry, basis);
  }
  return mended;
}

function filterBlock(block: SettledBlock, isGone: (block: string, offset: number) => boolean): SettledBlock {
  const places = block.offsets.flatMap((offset, index) => (isGone(block.block, offset) ? [] : [index]));
  const pick = <Item>(items: readonly Item[]): Item[] => places.flatMap((place) => items.slice(place, place + 1));
  return {
    ...block,
    offsets: pick(block.offsets),
    legacyDigests: pick(block.legacyDigests),
    newDigests: pick(block.newDigests),
  };
}

function putBack(
  blocks: SettledBlock[],
  { block: number, offset }: Place,
  { verdict, basis: ofEntry, legacyDigest, newDigest }: Taken,
  basis: string,
): void {
  const found = blocks.findIndex((block) => block.verdict === verdict && block.block === number);
  const block = blocks[found] ?? { verdict, block: number, offsets: [], legacyDigests: [], newDigests: [] };
  const before = block.offsets.findIndex((other) => other > offset);
  const at = before < 0 ? block.offsets.length : before;
  const isOneBasis = ofEntry === basis;
  const insert = <Item>(items: readonly Item[], item: Item): Item[] => [
    ...items.slice(0, at),
    item,
    ...items.slice(at),
  ];
  const isMatched = verdict === 'MATCHED';
  const mended: SettledBlock = {
    ...block,
    offsets: insert(block.offsets, offset),
    legacyDigests: isMatched ? insert(block.legacyDigests, isOneBasis ? legacyDigest : null) : [],
    newDigests: isMatched ? insert(block.newDigests, isOneBasis ? newDigest : null) : [],
  };
  if (found < 0) blocks.push(mended);
  else blocks[found] = mended;
}

/**
 * Ends the scan of a range: what it settled stands in blocks, what it did not meet any more is forgotten. Pairs that were
 * remembered since the scan began are newer than what it saw, and stay as they are.
 */
export async function settleRange(
  transaction: Database,
  mapping: Mapping,
  { from, before }: KeyRange,
  settled: { readonly basis: string; readonly blocks: readonly SettledBlock[] },
  { since, moving }: Leftovers,
): Promise<void> {
  await ask(transaction, "SET LOCAL lock_timeout = '10s'");
  await takeSettledTurn(transaction, mapping, true);
  const movingKeys = moving.map(recordKey);
  const newer = await ask<{ legacy_id: string }>(
    transaction,
    `SELECT legacy_id FROM counterpart.pair_state WHERE mapping = $1 AND ${IN_RANGE} AND compared_at >= $4`,
    [mapping.name, from, before, since],
  );
  const kept = await takeOut(transaction, mapping, movingKeys);
  const blocks = mend(
    settled.blocks,
    settled.basis,
    newer.map((row) => row.legacy_id),
    kept,
  );
  await replaceSettled(transaction, mapping, { from, before }, settled.basis, blocks);
  await forgetUnmet(transaction, mapping, IN_RANGE, [from, before], { since, moving });
}

/** Forgets the legacy records of a range that a comparison in pages did not meet any more. */
export async function forgetRecords(
  transaction: Database,
  mapping: Mapping,
  { from, before }: KeyRange,
  leftovers: Leftovers,
): Promise<void> {
  const isWhole = from === null && before === null;
  const condition = isWhole ? '$2::bigint IS NULL AND $3::bigint IS NULL' : IN_RANGE;
  await forgetUnmet(transaction, mapping, `${condition} AND record_key NOT LIKE 'new:%'`, [from, before], leftovers);
}

/** Forgets the rows without a legacy record that a comparison did not meet any more. */
export async function forgetExtras(transaction: Database, mapping: Mapping, leftovers: Leftovers): Promise<void> {
  await forgetUnmet(
    transaction,
    mapping,
    "$2::text IS NULL AND $3::text IS NULL AND record_key LIKE 'new:%'",
    [null, null],
    leftovers,
  );
}

async function forgetUnmet(
  transaction: Database,
  mapping: Mapping,
  condition: string,
  parameters: readonly [string | null, string | null],
  { since, moving }: Leftovers,
): Promise<void> {
  const bound = [...parameters, since, moving.map(recordKey)];
  await ask(
    transaction,
    `DELETE FROM counterpart.pair_state
     WHERE mapping = $1 AND ${condition} AND compared_at < $4 AND NOT record_key = ANY($5::text[])`,
    [mapping.name, ...bound],
  );
  await closeDiscrepancies(
    transaction,
    mapping,
    `${condition} AND seen_at < $4 AND NOT record_key = ANY($5::text[])`,
    bound,
  );
}

/** Ends the comparison of a whole mapping that began at a moment. */
export async function finishComparison(
  transaction: Database,
  mapping: Mapping,
  isScanned: boolean,
  startedAt: string,
  moving: number,
): Promise<void> {
  // Left from when the mapping had another key.
  if (!isScanned) await forgetSettled(transaction, mapping);
  if (isScanned) {
    const leftovers = { since: startedAt, moving: [] };
    await forgetUnmet(
      transaction,
      mapping,
      'key_number IS NULL AND $2::text IS NULL AND $3::text IS NULL',
      [null, null],
      leftovers,
    );
  }
  await ask(
    transaction,
    `INSERT INTO counterpart.comparison (mapping, compared_at, moving) VALUES ($1, clock_timestamp(), $2)
     ON CONFLICT (mapping) DO UPDATE SET compared_at = excluded.compared_at, moving = excluded.moving`,
    [mapping.name, moving],
  );
  await keepDay(transaction, mapping.name);
}
