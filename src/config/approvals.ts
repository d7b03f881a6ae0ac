import { type ApprovalPolicy, GOVERNED_MUTATIONS } from '../../reconciliation/approvals/approval-policy';
import { mappings } from '../../reconciliation/mappings/all';
import type { Values } from './values';

/** A week: whoever agrees has to have seen what is going to be written, and not what was there a month ago. */
const MOST_HOURS = 168;

const NAMES: ReadonlySet<string> = new Set([
  ...mappings.flatMap(({ name, system }) => [name, system]),
  ...GOVERNED_MUTATIONS,
]);

/** What needs a second person. */
export function readApprovalPolicy(values: Values): ApprovalPolicy {
  return Object.freeze({
    hours: values.whole('APPROVAL_HOURS', { least: 1, most: MOST_HOURS, otherwise: 24 }),
    requiredFor: readNames(values),
  });
}

/** A misspelt name would leave unguarded what somebody wants guarded. */
function readNames(values: Values): readonly string[] {
  const given = (values.text('APPROVAL_REQUIRED_FOR') ?? '').split(',').map((name) => name.trim());
  const names = [...new Set(given.filter((name) => name !== ''))];
  for (const name of names.filter((candidate) => !NAMES.has(candidate)))
    values.reject(
      'APPROVAL_REQUIRED_FOR',
      `names "${name}", which is no system, no mapping and none of ${GOVERNED_MUTATIONS.join(', ')}`,
      `${mappings[0]?.name},reconcileRecord`,
    );
  return Object.freeze(names);
}
