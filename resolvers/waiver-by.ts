import type { Planner } from '../reconciliation/writing/protocol';
import { planWaiver } from '../reconciliation/writing/waive-discrepancy';
import { planRootWaiver } from '../reconciliation/writing/waive-root-cause';
import type { RequestContext } from './context';
import { inputError } from './input-error';
import type { WaiveDiscrepancyInput } from './types/write-inputs';

interface Waiving {
  readonly subject: { readonly mapping: string; readonly legacyId: string | null; readonly newId: string | null };
  readonly planner: Planner;
}

/** What the caller asks to accept, which one way must name: a record, a field of a record, or a root cause. */
export function waiverBy({ access, viewer }: RequestContext, input: WaiveDiscrepancyInput): Waiving {
  const mapping = access.mapping(input.mapping);
  const { legacyId = null, newId: given, field = null, rootCause = null, expiresAt = null, reason } = input;
  const newId = given?.toLowerCase() ?? null;
  const subject = { mapping: mapping.name, legacyId, newId };
  const common = { mapping, expiresAt, actor: viewer.name, reason: reason ?? '' };
  if (rootCause !== null) {
    if (legacyId !== null || newId !== null || field !== null)
      throw inputError('give rootCause alone: a waiver of a root cause is of no single record or field');
    return { subject, planner: (session) => planRootWaiver(session, { ...common, rootCause }) };
  }
  if ((legacyId === null) === (newId === null))
    throw inputError('give legacyId, newId or rootCause: one of them, and no other');
  return { subject, planner: (session) => planWaiver(session, { ...common, legacyId, newId, field }) };
}
