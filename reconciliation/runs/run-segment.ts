import { OnFailure, RunKind } from '../../entities/ledger/run';
import type { LoadOrder } from '../loading/load-order';
import { loadRange } from '../loading/load-range';
import { revertBulkChange } from '../loading/revert-bulk-change';
import { inSpan } from '../span';
import type { Hold } from './hold';
import { RecordByRecord } from './record-by-record';
import type { RunOrder } from './run-order';
import { mappingOf, type RunSettings, type RunTools } from './run-tools';
import type { Segment } from './segments';
import { planSegments } from './store-plan';

/** Where a segment goes on after its checkpoint: keys are whole numbers, so the next one is one more. */
const afterCheckpoint = ({ from, doneUpTo }: Segment): string | null =>
  doneUpTo === null ? from : (BigInt(doneUpTo) + 1n).toString();

/** Does what a segment asks for, from its checkpoint on. Ends when all of it is stored as done. */
export function runSegment(
  tools: RunTools,
  settings: RunSettings,
  order: RunOrder,
  segment: Segment,
  hold: Hold,
): Promise<void> {
  const about = { 'counterpart.mapping': order.mapping, 'counterpart.kind': order.kind };
  return inSpan('run segment', about, () => perform(tools, settings, order, segment, hold));
}

async function perform(
  tools: RunTools,
  settings: RunSettings,
  order: RunOrder,
  segment: Segment,
  hold: Hold,
): Promise<void> {
  if (segment.kind === 'PLAN') return planSegments(tools, settings, order, hold);
  const mapping = mappingOf(tools, order.mapping);
  const { comparison } = tools;
  const range = { from: afterCheckpoint(segment), before: segment.before };
  const keys = segment.keys ?? [];
  const records = new RecordByRecord(tools, order, hold);
  switch (segment.kind) {
    case 'RANGE':
      return order.kind === RunKind.COMPARE
        ? comparison.compareRange(mapping, range, hold)
        : loadRange(tools, mapping, range, orderOf(tools, order), hold);
    case 'EXTRA':
      return comparison.compareExtras(mapping, hold);
    case 'KEYS':
      return order.kind === RunKind.COMPARE
        ? comparison.compareKeys(mapping, keys, hold, order.legacyIds !== null)
        : records.migrateOrReconcile(mapping, keys, segment.doneUpTo);
    default:
      return revert(tools, order, segment, hold);
  }
}

/** The first failure ends a run that was told so, but the batch that it is met in is settled. */
function orderOf(tools: RunTools, order: RunOrder): LoadOrder {
  const { requestedBy, reason, dryRun, onFailure, maxFailures } = order;
  return {
    actor: requestedBy,
    reason,
    dryRun,
    onFailure,
    maxFailures: onFailure === OnFailure.STOP ? Number.POSITIVE_INFINITY : maxFailures,
    rowsPerSecond: order.rowsPerSecond ?? tools.load.limits.rowsPerSecond,
  };
}

/** `bulk/<id>` stands alone in its segment; `change/<id>` comes with others. */
async function revert(tools: RunTools, order: RunOrder, segment: Segment, hold: Hold): Promise<void> {
  const mapping = mappingOf(tools, order.mapping);
  const keys = segment.keys ?? [];
  const left = keys.slice(segment.doneUpTo === null ? 0 : keys.indexOf(segment.doneUpTo) + 1);
  const [kind, id = ''] = (left[0] ?? '').split('/');
  if (kind === 'bulk') return revertBulkChange(tools, mapping, id, orderOf(tools, order), hold);
  const changes = left.map((key) => key.split('/')[1] ?? '');
  return new RecordByRecord(tools, order, hold).revert(mapping, changes, (changeId) => `change/${changeId}`);
}
