import { type Pair, recordKey } from '../comparing/pair';
import { isDiscrepancy, MovedSide, Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { isOneBasis, isScanDigest, scanDigestsOf } from '../scanning/digests';
import type { Cause } from '../tracing/cause';
import { concernedFields, fieldDigests, partsOf } from './accepted-fields';
import { recordCauses } from './causes';
import { ask } from './ledger';
import { listSeenDigests, type SeenDigests, takeOut, takeSettledTurn } from './settled';
import { listWaivedUntil } from './waived';

/** A pair with its causes, ready to be remembered. */
export interface Judged {
  readonly pair: Pair;
  readonly causes: readonly Cause[];
}

/** The digests of both sides from when each pair last matched, wherever that is remembered. */
export async function listBaselines(database: Database, pairs: readonly Pair[]): Promise<Map<Pair, SeenDigests>> {
  const [first] = pairs;
  if (first === undefined) return new Map();
  const byKey = await listSeenDigests(database, first.mapping, pairs.map(recordKey));
  const baselines = new Map<Pair, SeenDigests>();
  for (const pair of pairs) {
    const found = byKey.get(recordKey(pair));
    if (found !== undefined) baselines.set(pair, found);
  }
  return baselines;
}

/** The digests of a pair that can be held against a baseline; null: that was taken of other texts. */
function digestsLike(pair: Pair, baseline: { readonly legacy: string; readonly new: string }) {
  if (!isScanDigest(baseline.legacy)) return pair.fingerprint;
  const digests = scanDigestsOf(pair);
  return digests !== null && isOneBasis(digests.legacy, baseline.legacy) ? digests : null;
}

/** Which side changed since the pair last matched; null where the question makes no sense. */
export function movedSide(pair: Pair, baseline: SeenDigests | undefined): MovedSide | null {
  if (pair.verdict !== Verdict.DIFFERENT) return null;
  if (baseline?.legacy == null || baseline.new === null) return MovedSide.UNKNOWN;
  const digests = digestsLike(pair, { legacy: baseline.legacy, new: baseline.new });
  const isLegacyMoved = digests !== null && digests.legacy !== baseline.legacy;
  const isNewMoved = digests !== null && digests.new !== baseline.new;
  if (isLegacyMoved && isNewMoved) return MovedSide.BOTH;
  if (isLegacyMoved) return MovedSide.LEGACY;
  return isNewMoved ? MovedSide.NEW : MovedSide.UNKNOWN;
}

async function recordStates(database: Database, mapping: Mapping, pairs: readonly Pair[]): Promise<void> {
  await takeSettledTurn(database, mapping);
  const taken = new Map((await takeOut(database, mapping, pairs.map(recordKey))).map((entry) => [entry.key, entry]));
  const seen = pairs.map((pair): SeenDigests => {
    if (pair.verdict === Verdict.MATCHED) return pair.fingerprint;
    return taken.get(recordKey(pair)) ?? { legacy: null, new: null };
  });
  await ask(
    database,
    `INSERT INTO counterpart.pair_state AS s
       (mapping, record_key, legacy_id, new_id, on_legacy, verdict, compared_at, matched_legacy, matched_new)
     SELECT $1, k, l, n, o, v, clock_timestamp(), ml, mn
     FROM unnest($2::text[], $3::text[], $4::uuid[], $5::boolean[], $6::text[], $7::text[], $8::text[]) AS u(k, l, n, o, v, ml, mn)
     ON CONFLICT (mapping, record_key) DO UPDATE SET
       legacy_id = excluded.legacy_id, new_id = excluded.new_id, on_legacy = excluded.on_legacy,
       verdict = excluded.verdict, compared_at = excluded.compared_at,
       matched_legacy = coalesce(excluded.matched_legacy, s.matched_legacy),
       matched_new = coalesce(excluded.matched_new, s.matched_new)`,
    [
      mapping.name,
      pairs.map(recordKey),
      pairs.map((pair) => pair.legacyId),
      pairs.map((pair) => pair.rows[0]?.id ?? null),
      pairs.map((pair) => pair.legacy !== null),
      pairs.map((pair) => pair.verdict),
      seen.map((digests) => digests.legacy),
      seen.map((digests) => digests.new),
    ],
  );
}

/** The parts of a discrepancy's row that its fields give. */
function fieldsOf(pair: Pair, digests: ReadonlyMap<string, string>): { fields: string; digests: string } {
  const fields = concernedFields(pair);
  return {
    fields: fields.join(','),
    digests: digests.size === 0 ? '' : fields.map((field) => digests.get(field) ?? '').join(','),
  };
}

async function openDiscrepancies(database: Database, mapping: Mapping, judged: readonly Judged[]): Promise<void> {
  const pairs = judged.map(({ pair }) => pair);
  const baselines = await listBaselines(
    database,
    pairs.filter((pair) => pair.verdict === Verdict.DIFFERENT),
  );
  const looked = judged.map(({ pair, causes }) => {
    const digests = fieldDigests(pair);
    const row = fieldsOf(pair, digests);
    return { recordKey: recordKey(pair), fingerprint: pair.fingerprint.text, parts: partsOf(causes, digests), row };
  });
  const waived = await listWaivedUntil(database, mapping, looked);
  const rows = await ask<{ id: string; record_key: string }>(
    database,
    `INSERT INTO counterpart.discrepancy AS d
       (mapping, record_key, legacy_id, new_id, verdict, state, waived_until, fields, field_digests, moved_side, fingerprint, opened_at, seen_at)
     SELECT $1, k, l, n, v, CASE WHEN w IS NULL THEN 'OPEN' ELSE 'WAIVED' END, w, string_to_array(f, ','),
       string_to_array(fd, ',', ''), m, fp, clock_timestamp(), clock_timestamp()
     FROM unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[])
       AS u(k, l, n, v, w, f, fd, m, fp)
     ON CONFLICT (mapping, record_key) DO UPDATE SET
       legacy_id = excluded.legacy_id, new_id = excluded.new_id, verdict = excluded.verdict, state = excluded.state,
       waived_until = excluded.waived_until, fields = excluded.fields, field_digests = excluded.field_digests,
       moved_side = excluded.moved_side, fingerprint = excluded.fingerprint,
       seen_at = excluded.seen_at, closed_at = NULL,
       reopened = d.reopened + CASE WHEN d.state = 'CLOSED' THEN 1 ELSE 0 END
     RETURNING id, record_key`,
    [
      mapping.name,
      looked.map((one) => one.recordKey),
      pairs.map((pair) => pair.legacyId),
      pairs.map((pair) => pair.rows[0]?.id ?? null),
      pairs.map((pair) => pair.verdict),
      looked.map((one) => waived.get(one.recordKey) ?? null),
      looked.map(({ row }) => row.fields),
      looked.map(({ row }) => row.digests),
      pairs.map((pair) => movedSide(pair, baselines.get(pair))),
      looked.map((one) => one.fingerprint),
    ],
  );
  const ids = new Map(rows.map((row) => [row.record_key, row.id]));
  await recordCauses(
    database,
    mapping,
    judged.map(({ pair, causes }) => ({ discrepancyId: ids.get(recordKey(pair)) ?? '', causes })),
  );
}

/**
 * Remembers what a comparison found: verdicts, discrepancies that open, stay or close, and their causes. Inside a
 * transaction, because a pair that is settled no more leaves its block in it.
 */
export async function record(database: Database, mapping: Mapping, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return;
  const open = judged.filter(({ pair }) => isDiscrepancy(pair.verdict));
  const settled = judged.filter(({ pair }) => !isDiscrepancy(pair.verdict)).map(({ pair }) => pair);
  await recordStates(
    database,
    mapping,
    judged.map(({ pair }) => pair),
  );
  if (open.length > 0) await openDiscrepancies(database, mapping, open);
  if (settled.length > 0) await closeByKey(database, mapping, settled.map(recordKey));
}

async function closeByKey(database: Database, mapping: Mapping, keys: readonly string[]): Promise<void> {
  await ask(
    database,
    `UPDATE counterpart.discrepancy SET state = 'CLOSED', closed_at = clock_timestamp()
     WHERE mapping = $1 AND record_key = ANY($2) AND state <> 'CLOSED'`,
    [mapping.name, keys],
  );
}

/** The keys of rows without a legacy record that are remembered as claiming one of these legacy ids. */
async function listExtraKeys(database: Database, mapping: Mapping, legacyIds: readonly string[]): Promise<string[]> {
  const rows = await ask<{ k: string }>(
    database,
    `SELECT record_key AS k FROM counterpart.pair_state
     WHERE mapping = $1 AND verdict = 'EXTRA' AND NOT on_legacy AND legacy_id = ANY($2)`,
    [mapping.name, legacyIds],
  );
  return rows.map((row) => row.k);
}

/** Forgets pairs that neither side has any more, inside a transaction. */
export async function forget(database: Database, mapping: Mapping, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await takeSettledTurn(database, mapping);
  await takeOut(database, mapping, keys);
  await ask(database, 'DELETE FROM counterpart.pair_state WHERE mapping = $1 AND record_key = ANY($2)', [
    mapping.name,
    keys,
  ]);
  await closeByKey(database, mapping, keys);
}

/**
 * Forgets what looking for these legacy ids did not find again, inside a transaction: records that are gone, and rows that
 * claimed one of them in vain and claim another by now, or have found their record.
 */
export async function forgetUnfound(
  database: Database,
  mapping: Mapping,
  legacyIds: readonly string[],
  found: ReadonlySet<string>,
): Promise<void> {
  if (legacyIds.length === 0) return;
  const extras = await listExtraKeys(database, mapping, legacyIds);
  await forget(
    database,
    mapping,
    [...legacyIds, ...extras].filter((key) => !found.has(key)),
  );
}
