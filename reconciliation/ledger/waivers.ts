import { Waiver, type WaiverScope } from '../../entities/ledger/waiver';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { as, type Cursor, Filter } from './filter';
import { ask, instantText, type Page, pageOf } from './ledger';
import { takeSettledTurn } from './settled';
import { applyToRecord, applyToRootCause } from './waived';

const WAIVER = `w.id::text, w.scope, w.mapping, w.legacy_id AS "legacyId", w.new_id::text AS "newId", w.field,
  w.root_cause AS "rootCause", w.verdict, w.reason, w.actor,
  ${instantText('w.at')} AS at, ${instantText('w.expires_at')} AS "expiresAt", ${instantText('w.withdrawn_at')} AS "withdrawnAt",
  w.withdrawn_by AS "withdrawnBy", w.withdrawn_because AS "withdrawnBecause" FROM counterpart.waiver w`;

export interface WaiverFilter {
  readonly mapping?: string;
  /** Only of these; null or absent: of all. */
  readonly mappings?: readonly string[] | null;
  readonly scope?: string;
  readonly legacyId?: string;
  readonly rootCause?: string;
  /** Only those neither withdrawn nor expired. */
  readonly standing?: boolean;
}

/** Waivers, the newest first. */
export async function listWaivers(
  database: Database,
  filter: WaiverFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Waiver>> {
  const wanted = new Filter();
  wanted.add((bound) => `w.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `w.mapping = ANY(${bound})`, filter.mappings);
  wanted.add((bound) => `w.scope = ${bound}`, filter.scope);
  wanted.add((bound) => `w.legacy_id = ${bound}`, filter.legacyId);
  wanted.add((bound) => `w.root_cause = ${bound}`, filter.rootCause);
  wanted.add(
    (bound) => `(w.withdrawn_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > clock_timestamp())) = ${bound}`,
    filter.standing,
  );
  wanted.after(
    [
      { name: 'w.at', type: 'timestamptz' },
      { name: 'w.id', type: 'uuid' },
    ],
    after,
    '<',
  );
  const rows = await ask<object>(
    database,
    `SELECT ${WAIVER} ${wanted.where} ORDER BY w.at DESC, w.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(Waiver, rows), first);
}

export async function findWaiver(database: Database, id: string): Promise<Waiver | null> {
  const [waiver] = as(Waiver, await ask<object>(database, `SELECT ${WAIVER} WHERE w.id = $1::uuid`, [id]));
  return waiver ?? null;
}

/** What is accepted: a record, a field of it, or a root cause. */
export type WaiverSubject =
  | { readonly scope: WaiverScope.RECORD; readonly recordKey: string }
  | { readonly scope: WaiverScope.FIELD; readonly recordKey: string; readonly field: string }
  | { readonly scope: WaiverScope.ROOT_CAUSE; readonly rootCause: string };

export interface NewWaiver {
  readonly subject: WaiverSubject;
  readonly mapping: Mapping;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly verdict: string | null;
  /** What it rests on: it covers nothing while that is not so. Of a root cause, what the caller was shown. */
  readonly fingerprint: string;
  readonly reason: string;
  readonly actor: string;
  readonly expiresAt: string | null;
}

interface StoredSubject {
  readonly mapping: string;
  readonly record_key: string | null;
  readonly root_cause: string | null;
}

async function apply(transaction: Database, { mapping, record_key, root_cause }: StoredSubject): Promise<void> {
  if (record_key !== null) await applyToRecord(transaction, mapping, record_key);
  if (root_cause !== null) await applyToRootCause(transaction, mapping, root_cause);
}

const END = 'UPDATE counterpart.waiver SET withdrawn_at = clock_timestamp(), withdrawn_by = $2, withdrawn_because = $3';

/**
 * Gives a waiver in place of the standing one of the same subject, and covers what it is about. Nobody remembers records
 * of the mapping meanwhile: whoever does so later sees the waiver.
 */
export async function giveWaiver(transaction: Database, waiver: NewWaiver): Promise<void> {
  const { mapping, subject } = waiver;
  const recordKey = 'recordKey' in subject ? subject.recordKey : null;
  const field = 'field' in subject ? subject.field : null;
  const rootCause = 'rootCause' in subject ? subject.rootCause : null;
  await takeSettledTurn(transaction, mapping, true);
  await ask(
    transaction,
    `${END} WHERE withdrawn_at IS NULL AND mapping = $1 AND scope = $4 AND record_key IS NOT DISTINCT FROM $5
       AND field IS NOT DISTINCT FROM $6 AND root_cause IS NOT DISTINCT FROM $7`,
    [mapping.name, waiver.actor, 'replaced by a newer waiver', subject.scope, recordKey, field, rootCause],
  );
  await ask(
    transaction,
    `INSERT INTO counterpart.waiver
       (scope, mapping, record_key, field, root_cause, legacy_id, new_id, verdict, fingerprint, reason, actor, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      subject.scope,
      mapping.name,
      recordKey,
      field,
      rootCause,
      waiver.legacyId,
      waiver.newId,
      waiver.verdict,
      waiver.fingerprint,
      waiver.reason,
      waiver.actor,
      waiver.expiresAt,
    ],
  );
  await apply(transaction, { mapping: mapping.name, record_key: recordKey, root_cause: rootCause });
}

/** Ends a waiver; what nothing else covers is open again. */
export async function withdrawWaiver(
  transaction: Database,
  mapping: Mapping,
  id: string,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<void> {
  await takeSettledTurn(transaction, mapping, true);
  const [ended] = await ask<StoredSubject>(
    transaction,
    `WITH ended AS (${END} WHERE id = $1::uuid RETURNING mapping, record_key, root_cause) SELECT * FROM ended`,
    [id, actor, reason],
  );
  if (ended !== undefined) await apply(transaction, ended);
}
