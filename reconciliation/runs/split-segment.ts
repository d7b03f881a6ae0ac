import { RunKind } from '../../entities/ledger/run';
import { listRememberedKeys } from '../ledger/remembered-keys';
import { type Mapping, parentsOf } from '../mapping';
import { claimedRows } from '../reading/claimed-rows';
import type { Database } from '../reading/database';
import { LegacyReader } from '../reading/legacy-reader';
import { Statement } from '../reading/statement';
import type { KeyRange } from '../scanning/key-range';
import { canScan } from '../scanning/scan-plan';
import { inRange } from '../scanning/scan-query';
import { inTransaction } from '../writing/transaction';
import type { Hold } from './hold';
import type { RunTools } from './run-tools';
import { addSegments, type Segment, type SegmentPlan } from './segments';

/** Workers that may vanish over one segment before it is taken to be the segment's fault. */
export const CRASHES = 3;

/** Into how many parts: a single record out of fifty thousand is found in four steps. */
const PARTS = 32;

/** Records that wait for others of their kind come in order, and a list of changes and a plan have no smaller parts. */
export function canSplit({ kind }: Segment, runKind: RunKind, mapping: Mapping): boolean {
  if (kind === 'KEYS') return true;
  return kind === 'RANGE' && (runKind === RunKind.COMPARE || !parentsOf(mapping).includes(mapping));
}

/** Legacy ids that new rows claim. */
async function listClaimedKeys(current: Database, mapping: Mapping, range: KeyRange): Promise<string[]> {
  const statement = new Statement('postgres');
  const { parts, from, own, claiming } = claimedRows(statement, mapping);
  const [part] = parts;
  if (part === undefined) return [];
  const where = [...own, ...claiming, ...inRange(statement, part.expression, range)].join(' AND ');
  const text = statement.canonical(part.column, part.expression);
  const rows = await current.query<{ k: string }>(`SELECT ${text} AS k ${from} WHERE ${where}`, statement.parameters);
  return rows.map((row) => row.k);
}

/** What a segment is about from its checkpoint on, in key order. */
async function listKeys(
  tools: RunTools,
  mapping: Mapping,
  segment: Segment,
  runKind: RunKind,
): Promise<readonly string[]> {
  const { doneUpTo, from, before, keys } = segment;
  if (keys !== null) return keys.slice(doneUpTo === null ? 0 : keys.indexOf(doneUpTo) + 1);
  const legacy = await new LegacyReader(tools.sides.legacy).listKeysBetween(mapping, { after: doneUpTo, from, before });
  if (runKind !== RunKind.COMPARE) return legacy;
  // A comparison is about rows that only the new side has as well, and about what is remembered of records that are gone.
  const range = { from, before };
  const claimed = canScan(mapping) ? await listClaimedKeys(tools.sides.new, mapping, range) : [];
  const all = new Set([...legacy, ...claimed, ...(await listRememberedKeys(tools.sides.new, mapping, range))]);
  return [...all].sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
}

/** Every so many of some keys. */
function inGroups(keys: readonly string[], size: number): string[][] {
  const groups: string[][] = [];
  for (let start = 0; start < keys.length; start += size) groups.push(keys.slice(start, start + size));
  return groups;
}

/** What is remembered of a comparison comes in blocks, so its parts are lists of keys; those of a migration are ranges. */
function partsOf(segment: Segment, keys: readonly string[], runKind: RunKind): SegmentPlan[] {
  const groups = inGroups(keys, Math.ceil(keys.length / PARTS));
  if (segment.kind === 'KEYS' || runKind === RunKind.COMPARE)
    return groups.map((group) => ({ kind: 'KEYS', keys: group }));
  return groups.map(([start = null], index) => ({
    kind: 'RANGE',
    from: index === 0 && segment.doneUpTo === null ? segment.from : start,
    before: groups[index + 1]?.[0] ?? segment.before,
  }));
}

/**
 * Workers vanished over this segment again and again: something in it kills them. It is cut into parts, down to the one
 * record, which is put aside as a failure of the run; everything else is done.
 */
export async function splitSegment(
  tools: RunTools,
  mapping: Mapping,
  segment: Segment,
  runKind: RunKind,
  hold: Hold,
): Promise<void> {
  const keys = await listKeys(tools, mapping, segment, runKind);
  await inTransaction(tools.source, async (transaction) => {
    if (keys.length > 1) {
      // A part that is a single record has to prove its guilt anew.
      const crashes = keys.length <= PARTS ? 0 : CRASHES - 1;
      await addSegments(transaction, segment.runId, partsOf(segment, keys, runKind), { crashes });
      await hold.checkpoint(transaction, { isDone: true });
    } else {
      const [legacyId = null] = keys;
      const message = `${CRASHES} workers in a row ended while they worked on it; it was put aside`;
      await hold.checkpoint(transaction, {
        counts: { rows: keys.length, failed: 1 },
        failures: [{ legacyId, code: 'CRASHED', message }],
        isDone: true,
      });
    }
  });
}
