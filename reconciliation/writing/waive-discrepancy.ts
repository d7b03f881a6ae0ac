import type { Pair } from '../comparing/pair';
import { recordKey } from '../comparing/pair';
import { isDiscrepancy } from '../comparing/verdict';
import { ask } from '../ledger/ledger';
import { findWaiver } from '../ledger/waivers';
import type { Mapping } from '../mapping';
import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';

export interface WaiveRequest {
  readonly mapping: Mapping;
  /** One of the two names the record. */
  readonly legacyId: string | null;
  readonly newId: string | null;
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

/** Plans the acceptance of a discrepancy as it stands now; it lapses when either side changes. */
export async function planWaiver(session: WriteSession, request: WaiveRequest): Promise<Plan> {
  const { mapping, expiresAt } = request;
  const pair = await takePair(session, request);
  if (!isDiscrepancy(pair.verdict))
    throw new Refusal(RefusalCode.NOT_APPLICABLE, `a record that is ${pair.verdict} has nothing to waive`);
  session.hold(pair);
  const [now] = await ask<{ expired: boolean }>(
    session.transaction,
    'SELECT coalesce($1::timestamptz <= clock_timestamp(), false) AS expired',
    [expiresAt],
  );
  if (now?.expired) throw new Refusal(RefusalCode.INVALID_INPUT, 'expiresAt must be in the future', 'expiresAt');
  const ledger = async (): Promise<void> => {
    await withdrawStanding(session, mapping, recordKey(pair), request.actor, 'replaced by a newer waiver');
    await ask(
      session.transaction,
      `INSERT INTO counterpart.waiver (mapping, record_key, legacy_id, new_id, verdict, fingerprint, reason, actor, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        mapping.name,
        recordKey(pair),
        pair.legacyId,
        pair.rows[0]?.id ?? null,
        pair.verdict,
        pair.fingerprint.text,
        request.reason,
        request.actor,
        expiresAt,
      ],
    );
  };
  return { ...subjectOf(pair), fingerprint: pair.fingerprint.text, writes: [], ledger };
}

const subjectOf = (pair: Pair) => ({
  mapping: pair.mapping,
  legacyId: pair.legacy?.key ?? null,
  newId: pair.rows[0]?.id ?? null,
});

async function withdrawStanding(
  session: WriteSession,
  mapping: Mapping,
  key: string,
  actor: string,
  because: string,
): Promise<void> {
  await ask(
    session.transaction,
    `UPDATE counterpart.waiver SET withdrawn_at = clock_timestamp(), withdrawn_by = $3, withdrawn_because = $4
     WHERE mapping = $1 AND record_key = $2 AND withdrawn_at IS NULL`,
    [mapping.name, key, actor, because],
  );
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
  const ledger = async (): Promise<void> => {
    await ask(
      session.transaction,
      `UPDATE counterpart.waiver SET withdrawn_at = clock_timestamp(), withdrawn_by = $2, withdrawn_because = $3 WHERE id = $1::uuid`,
      [waiverId, actor, reason],
    );
  };
  return {
    mapping,
    legacyId: waiver.legacyId,
    newId: waiver.newId,
    fingerprint: waiverFingerprint(waiver),
    writes: [],
    ledger,
  };
}
