import { WaiverScope } from '../../entities/ledger/waiver';
import type { Pair } from '../comparing/pair';
import { recordKey } from '../comparing/pair';
import { isDiscrepancy } from '../comparing/verdict';
import { fieldDigest, listAcceptable } from '../ledger/accepted-fields';
import { findWaiver, giveWaiver, type WaiverSubject, withdrawWaiver } from '../ledger/waivers';
import type { Mapping } from '../mapping';
import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';
import { checkExpiry } from './waiver-expiry';

export interface WaiveRequest {
  readonly mapping: Mapping;
  /** One of the two names the record. */
  readonly legacyId: string | null;
  readonly newId: string | null;
  /** The field that is accepted; null: the record as it stands. */
  readonly field: string | null;
  readonly expiresAt: string | null;
  readonly actor: string;
  readonly reason: string;
}

async function takePair(session: WriteSession, { mapping, legacyId, newId }: WaiveRequest): Promise<Pair> {
  const [byNewId] = newId === null ? [] : await session.loader.listByNewIds(mapping, [newId]);
  const pair = legacyId === null ? byNewId : await session.takeRecord(mapping, legacyId);
  if (pair == null)
    throw new Refusal(RefusalCode.NOT_FOUND, `${mapping.name} ${legacyId ?? newId ?? ''} exists on neither side`);
  return pair;
}

interface Accepted {
  readonly subject: WaiverSubject;
  /** It lapses when this is another one. */
  readonly fingerprint: string;
}

/** What of a pair is accepted: all of it, or a field that differs or cannot be read. */
function acceptedOf(pair: Pair, field: string | null): Accepted {
  const { mapping, verdict } = pair;
  const key = recordKey(pair);
  if (field === null)
    return { subject: { scope: WaiverScope.RECORD, recordKey: key }, fingerprint: pair.fingerprint.text };
  if (!mapping.fields.some((known) => known.property === field))
    throw new Refusal(RefusalCode.INVALID_INPUT, `field is none of ${mapping.name}: see its rules`, 'field');
  const accepted = listAcceptable(pair).find((compared) => compared.field.property === field);
  if (accepted === undefined)
    throw new Refusal(
      RefusalCode.NOT_APPLICABLE,
      `${field} of a record that is ${verdict} neither differs nor is unreadable: waive the record or its root cause`,
      'field',
    );
  return { subject: { scope: WaiverScope.FIELD, recordKey: key, field }, fingerprint: fieldDigest(accepted) };
}

/** Plans the acceptance of a record's discrepancy, or of one field of it, as it stands now. */
export async function planWaiver(session: WriteSession, request: WaiveRequest): Promise<Plan> {
  const { mapping, field, expiresAt, actor, reason } = request;
  const pair = await takePair(session, request);
  if (!isDiscrepancy(pair.verdict))
    throw new Refusal(RefusalCode.NOT_APPLICABLE, `a record that is ${pair.verdict} has nothing to waive`);
  const accepted = acceptedOf(pair, field);
  session.hold(pair);
  await checkExpiry(session, accepted.subject.scope, expiresAt);
  const newId = pair.rows[0]?.id ?? null;
  const { legacyId, verdict } = pair;
  const author = { actor, reason };
  return {
    mapping,
    legacyId: pair.legacy?.key ?? null,
    newId,
    fingerprint: pair.fingerprint.text,
    writes: [],
    ledger: () =>
      giveWaiver(session.transaction, { ...accepted, ...author, mapping, legacyId, newId, verdict, expiresAt }),
    ...(field === null ? {} : { waives: { field } }),
  };
}

export const waiverFingerprint = (waiver: { id: string }): string => `waiver.${waiver.id}`;

/** Plans the end of a waiver; what it covered opens again. */
export async function planWithdrawal(
  session: WriteSession,
  waiverId: string,
  actor: string,
  reason: string,
): Promise<Plan> {
  await session.transaction.takeTurn(`waiver/${waiverId}`);
  const waiver = await findWaiver(session.transaction, waiverId);
  const mapping = session.mappings.find((candidate) => candidate.name === waiver?.mapping);
  if (waiver === null || mapping === undefined)
    throw new Refusal(RefusalCode.NOT_FOUND, `there is no waiver ${waiverId}`, 'waiverId');
  if (waiver.withdrawnAt !== null)
    throw new Refusal(RefusalCode.NOT_APPLICABLE, `it was withdrawn at ${waiver.withdrawnAt}`);
  const { legacyId, newId, field, rootCause } = waiver;
  return {
    mapping,
    legacyId,
    newId,
    fingerprint: waiverFingerprint(waiver),
    writes: [],
    ledger: () => withdrawWaiver(session.transaction, mapping, waiverId, { actor, reason }),
    ...(field === null ? {} : { waives: { field } }),
    ...(rootCause === null ? {} : { waives: { rootCause } }),
  };
}
