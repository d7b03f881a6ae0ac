import type { Mapping } from '../mapping';
import type { Database } from '../reading/database';
import { ask } from './ledger';

/** SQL of how long the standing waiver of one subject covers it; NULL: there is none. Of each there is one at most. */
const untilOf = (scope: string, subject: string): string => `(SELECT coalesce(w.expires_at, 'infinity')
    FROM counterpart.waiver w WHERE w.mapping = $1 AND w.scope = '${scope}' AND ${subject}
      AND w.withdrawn_at IS NULL AND (w.expires_at IS NULL OR w.expires_at > clock_timestamp()))`;

const OF_RECORD = untilOf('RECORD', 'w.record_key = d.record_key AND w.fingerprint = d.fingerprint');
const OF_FIELD = untilOf('FIELD', 'w.record_key = d.record_key AND w.field = p.field AND w.fingerprint = p.digest');
const OF_ROOT = untilOf('ROOT_CAUSE', 'w.root_cause = p.root_id');

/**
 * SQL of until when each of `looked` is accepted; NULL: it is not. Either the record is, as it stands, or all that is
 * wrong with it, which `part` lists: each by a waiver of the root cause or of the field. What has no part is accepted as a
 * record alone.
 */
const accepted = (ofRoot: string): string => `SELECT u.record_key, greatest(max(u.record), CASE
    WHEN count(u.part_of) > 0 AND count(u.part_of) = count(u.part) THEN min(u.part) END) AS until
  FROM (SELECT d.record_key, p.record_key AS part_of, ${OF_RECORD} AS record, greatest(${ofRoot}, ${OF_FIELD}) AS part
    FROM looked d LEFT JOIN part p ON p.record_key = d.record_key) u GROUP BY u.record_key`;

/** Compiling these statements takes longer than carrying them out; until the transaction ends none is. */
async function withoutCompiling(transaction: Database): Promise<void> {
  await ask(transaction, "SELECT set_config('jit', 'off', true)");
}

/** One thing that is wrong with a record. */
export interface Part {
  /** Null: the field has no cause of its own. */
  readonly rootCause: string | null;
  /** Null: the record as a whole. */
  readonly field: string | null;
  /** What the acceptance of the field rests on; null: it cannot be accepted by itself. */
  readonly digest: string | null;
}

/** A discrepancy as it was just looked at. */
export interface Looked {
  readonly recordKey: string;
  readonly fingerprint: string;
  readonly parts: readonly Part[];
}

/**
 * Until when discrepancies that were just looked at are waived, by record key; absent: they are open. The caller shares
 * the mapping's turn until they are remembered.
 */
export async function listWaivedUntil(
  database: Database,
  mapping: Mapping,
  looked: readonly Looked[],
): Promise<Map<string, string>> {
  // Most mappings have none, and most pages are of those.
  const some = await ask(
    database,
    'SELECT 1 FROM counterpart.waiver WHERE mapping = $1 AND withdrawn_at IS NULL LIMIT 1',
    [mapping.name],
  );
  if (some.length === 0) return new Map();
  await withoutCompiling(database);
  const parts = looked.flatMap(({ recordKey, parts: own }) => own.map((part) => ({ recordKey, ...part })));
  const rows = await ask<{ key: string; until: string }>(
    database,
    `WITH looked AS MATERIALIZED (SELECT * FROM unnest($2::text[], $3::text[]) AS l(record_key, fingerprint)),
     part AS MATERIALIZED (
       SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[]) AS q(record_key, root_id, field, digest))
     SELECT a.record_key AS key, a.until::text AS until FROM (${accepted(OF_ROOT)}) a WHERE a.until IS NOT NULL`,
    [
      mapping.name,
      looked.map(({ recordKey }) => recordKey),
      looked.map(({ fingerprint }) => fingerprint),
      parts.map(({ recordKey }) => recordKey),
      parts.map(({ rootCause }) => rootCause),
      parts.map(({ field }) => field),
      parts.map(({ digest }) => digest),
    ],
  );
  return new Map(rows.map(({ key, until }) => [key, until]));
}

/** SQL of the same as remembered, of discrepancies of mapping $1 by their ids $2; those that are closed are left out. */
const REMEMBERED = `looked AS MATERIALIZED (
    SELECT d.id, d.record_key, d.fingerprint, d.fields, d.field_digests, d.state, d.waived_until
    FROM counterpart.discrepancy d WHERE d.mapping = $1 AND d.id = ANY($2::uuid[]) AND d.state <> 'CLOSED'),
  part AS MATERIALIZED (
    SELECT d.record_key, c.root_id, c.field, d.field_digests[array_position(d.fields, c.field)] AS digest
    FROM looked d JOIN counterpart.discrepancy_cause c ON c.discrepancy_id = d.id
    UNION ALL
    SELECT d.record_key, NULL, f.field, f.digest
    FROM looked d CROSS JOIN LATERAL unnest(d.fields, d.field_digests) AS f(field, digest)
    WHERE f.digest IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id AND c.field = f.field))`;

/** Discrepancies in one statement: few enough that none takes long, whoever else works on the server. */
const AT_ONCE = 5_000;

function* inSlices(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += AT_ONCE) yield ids.slice(start, start + AT_ONCE);
}

/** Holds remembered discrepancies against the waivers that stand now. The caller has the mapping's turn alone. */
async function holdAgainst(database: Database, mapping: string, ids: readonly string[]): Promise<void> {
  await withoutCompiling(database);
  for (const slice of inSlices(ids))
    await ask(
      database,
      `WITH ${REMEMBERED}
       UPDATE counterpart.discrepancy d
       SET state = CASE WHEN a.until IS NULL THEN 'OPEN' ELSE 'WAIVED' END, waived_until = a.until
       FROM looked l JOIN (${accepted(OF_ROOT)}) a ON a.record_key = l.record_key
       WHERE d.id = l.id AND l.waived_until IS DISTINCT FROM a.until`,
      [mapping, slice],
    );
}

/** Brings up to date what is remembered of a record, after a waiver of it was given or withdrawn. */
export async function applyToRecord(database: Database, mapping: string, recordKey: string): Promise<void> {
  const rows = await ask<{ id: string }>(
    database,
    'SELECT id::text FROM counterpart.discrepancy WHERE mapping = $1 AND record_key = $2',
    [mapping, recordKey],
  );
  await holdAgainst(
    database,
    mapping,
    rows.map(({ id }) => id),
  );
}

/** Discrepancies that a root cause has something to do with and that are not closed. */
async function listIdsOfRoot(database: Database, mapping: string, rootCause: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    database,
    `SELECT DISTINCT discrepancy_id::text AS id FROM counterpart.discrepancy_cause
     WHERE mapping = $1 AND state IN ('OPEN', 'WAIVED') AND root_id = $2`,
    [mapping, rootCause],
  );
  return rows.map(({ id }) => id);
}

/** Brings up to date what a root cause explains, after a waiver of it was given or withdrawn. */
export async function applyToRootCause(database: Database, mapping: string, rootCause: string): Promise<void> {
  await holdAgainst(database, mapping, await listIdsOfRoot(database, mapping, rootCause));
}

/** How far a waiver of a root cause reaches. */
export interface RootReach {
  /** Open discrepancies that have the cause. */
  readonly open: number;
  /** Discrepancies that are waived while it stands: those with no cause beside it that nobody accepted. */
  readonly covers: number;
}

/** Counts what a waiver of a root cause would cover; null: no discrepancy of the mapping has the cause now. */
export async function findReach(database: Database, mapping: Mapping, rootCause: string): Promise<RootReach | null> {
  const ids = await listIdsOfRoot(database, mapping.name, rootCause);
  if (ids.length === 0) return null;
  const ofRoot = `CASE WHEN p.root_id = $3 THEN 'infinity' ELSE ${OF_ROOT} END`;
  const reach = { open: 0, covers: 0 };
  await withoutCompiling(database);
  for (const slice of inSlices(ids)) {
    const [part] = await ask<RootReach>(
      database,
      `WITH ${REMEMBERED}
       SELECT (count(*) FILTER (WHERE l.state = 'OPEN' OR l.waived_until <= clock_timestamp()))::integer AS open,
         count(a.until)::integer AS covers
       FROM looked l JOIN (${accepted(ofRoot)}) a ON a.record_key = l.record_key`,
      [mapping.name, slice, rootCause],
    );
    reach.open += part?.open ?? 0;
    reach.covers += part?.covers ?? 0;
  }
  return reach;
}

/**
 * Opens discrepancies whose waivers have expired, so many at a time. Everybody counts them as open already; this keeps
 * those few that every list has to look for among the waived ones.
 */
export async function openExpired(database: Database): Promise<void> {
  await ask(
    database,
    // Picked apart from the update, which might otherwise pick again for every row.
    `WITH expired AS MATERIALIZED (
       SELECT id FROM counterpart.discrepancy WHERE state = 'WAIVED' AND waived_until <= (SELECT clock_timestamp())
       LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
     UPDATE counterpart.discrepancy d SET state = 'OPEN', waived_until = NULL FROM expired WHERE d.id = expired.id`,
  );
}
