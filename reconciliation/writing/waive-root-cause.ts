import { WaiverScope } from '../../entities/ledger/waiver';
import { hasRoot, rootFingerprint } from '../ledger/causes';
import { findReach } from '../ledger/waived';
import { giveWaiver } from '../ledger/waivers';
import type { Mapping } from '../mapping';
import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';
import { checkExpiry } from './waiver-expiry';

export interface WaiveRootRequest {
  readonly mapping: Mapping;
  readonly rootCause: string;
  readonly expiresAt: string | null;
  readonly actor: string;
  readonly reason: string;
}

/**
 * Plans the acceptance of whatever a root cause explains in a mapping, now and until the waiver ends. It rests on how
 * many discrepancies it blocks, so that nobody accepts more than was shown.
 */
export async function planRootWaiver(session: WriteSession, request: WaiveRootRequest): Promise<Plan> {
  const { mapping, rootCause, expiresAt, actor, reason } = request;
  const { transaction } = session;
  if (!(await hasRoot(transaction, mapping, rootCause)))
    throw new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} has no such root cause`, 'rootCause');
  const reach = await findReach(transaction, mapping, rootCause);
  if (reach === null)
    throw new Refusal(RefusalCode.NOT_APPLICABLE, 'no discrepancy has this root cause any more', 'rootCause');
  await checkExpiry(session, WaiverScope.ROOT_CAUSE, expiresAt);
  const fingerprint = rootFingerprint(rootCause, reach.open);
  const ofNoRecord = { mapping, legacyId: null, newId: null };
  const subject = { scope: WaiverScope.ROOT_CAUSE, rootCause } as const;
  const waiver = { ...ofNoRecord, subject, verdict: null, fingerprint, actor, reason, expiresAt };
  return {
    ...ofNoRecord,
    fingerprint,
    writes: [],
    ledger: () => giveWaiver(transaction, waiver),
    waives: { rootCause, covers: reach.covers },
  };
}
