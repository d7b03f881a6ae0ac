import type { Mapping } from '../mapping';
import { LegacyReader } from '../reading/legacy-reader';
import { roundDown } from '../scanning/plan-ranges';
import { WriteTransaction } from '../writing/transaction';
import type { Hold } from './hold';
import type { RunTools } from './run-tools';
import { addSegments, type Segment, type SegmentPlan } from './segments';

/** Workers that may vanish over one segment before it is taken to be the segment's fault. */
export const CRASHES = 3;

/** Into how many parts: a single record out of fifty thousand is found in four steps. */
const PARTS = 32;

/** Records of a part that is still a range of a comparison: more than stand in one block. */
const SMALLEST = 1_024;

/** Records of a segment, by key, from its checkpoint on. */
async function listKeys(tools: RunTools, mapping: Mapping, segment: Segment): Promise<readonly string[]> {
  if (segment.keys !== null)
    return segment.keys.slice(segment.doneUpTo === null ? 0 : segment.keys.indexOf(segment.doneUpTo) + 1);
  return new LegacyReader(tools.sides.legacy).listKeysBetween(mapping, {
    after: segment.doneUpTo,
    from: segment.from,
    before: segment.before,
  });
}

/** Every so many of some keys. */
function inGroups(keys: readonly string[], size: number): string[][] {
  const groups: string[][] = [];
  for (let start = 0; start < keys.length; start += size) groups.push(keys.slice(start, start + size));
  return groups;
}

/**
 * One part after the other, each beginning where the one before ends, so that rows between the keys are kept in. What is
 * remembered of a comparison comes in blocks, and a part that is smaller than some of them is a list of its keys.
 */
function partsOf(segment: Segment, keys: readonly string[], isComparison: boolean): SegmentPlan[] {
  const groups = inGroups(keys, Math.ceil(keys.length / PARTS));
  const isSmall = isComparison && keys.length < PARTS * SMALLEST;
  if (segment.keys !== null || isSmall) return groups.map((group) => ({ kind: 'KEYS', keys: group }));
  const starts = groups.map(([start = '0']) => (isComparison ? roundDown(BigInt(start)).toString() : start));
  return starts.map((start, index) => ({
    kind: 'RANGE',
    from: index === 0 && segment.doneUpTo === null ? segment.from : start,
    before: starts[index + 1] ?? segment.before,
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
  isComparison: boolean,
  hold: Hold,
): Promise<void> {
  const keys = await listKeys(tools, mapping, segment);
  const transaction = await WriteTransaction.begin(tools.source);
  try {
    if (keys.length > 1) {
      // A part that is a single record has to prove its guilt anew.
      const crashes = keys.length <= PARTS ? 0 : CRASHES - 1;
      await addSegments(transaction, segment.runId, partsOf(segment, keys, isComparison), crashes);
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
    await transaction.commit();
  } finally {
    await transaction.rollback();
  }
}
