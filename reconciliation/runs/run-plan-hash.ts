import { type Mapping, withAncestors } from '../mapping';
import { requestHash } from '../writing/idempotency';
import { rulesDigest } from './rules-digest';
import type { RunOrder } from './run-order';

/** The mappings that a run may write to; of one that this version does not know there is nothing to say. */
export function writtenBy(
  mappings: readonly Mapping[],
  order: Pick<RunOrder, 'mapping' | 'reachesParents'>,
): readonly Mapping[] {
  const own = mappings.filter((mapping) => mapping.name === order.mapping);
  return order.reachesParents ? own.flatMap(withAncestors) : own;
}

const known = new WeakMap<RunOrder, string>();

/**
 * Of everything that a second person agrees to when they approve a run: what it does to which records, how many rows it
 * is expected to write, and by which rules. Worked out once for each reading of the order, because it is asked for with
 * every batch.
 */
export function planHashOf(mappings: readonly Mapping[], order: RunOrder): string {
  const hash = known.get(order) ?? hashOf(mappings, order);
  known.set(order, hash);
  return hash;
}

function hashOf(mappings: readonly Mapping[], order: RunOrder): string {
  const { kind, mapping, legacyIds, rootCause, withParents, reverts, requestedBy, reason, plannedWrites } = order;
  const { onFailure, maxFailures, dryRun } = order;
  const rules = writtenBy(mappings, order).map(rulesDigest);
  const asked = { kind, mapping, legacyIds, rootCause, withParents, reverts, requestedBy, reason, plannedWrites };
  return requestHash({ ...asked, onFailure, maxFailures, dryRun, rules });
}
