import { createHash } from 'node:crypto';
import type { Database } from '../reading/database';
import { ask } from './ledger';

export interface AuditEvent {
  readonly actor: string;
  /** The mutation, by its API name. */
  readonly action: string;
  readonly mapping: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly reason: string;
  /** The ids of the changes that it made. */
  readonly changes: readonly string[];
}

interface Head {
  readonly sequence: string;
  readonly hash: string;
}

interface StoredEntry {
  readonly sequence: string;
  readonly payload: string;
  readonly previous_hash: string;
  readonly hash: string;
}

const hashOf = (previous: string, payload: string): string =>
  createHash('sha256').update(`${previous}\n${payload}`).digest('hex');

/** A digest of everything that a change row says, so that an edited change is found through its audit entry. */
const CHANGE_DIGEST = `encode(sha256(convert_to(jsonb_build_array(id, mapping, table_name, kind, legacy_id, new_id, before, after,
  mutation, actor, reason, extract(epoch from at)::text, reverts)::text, 'UTF8')), 'hex')`;

async function digestsOf(database: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ask<{ id: string; digest: string }>(
    database,
    `SELECT id::text, ${CHANGE_DIGEST} AS digest FROM counterpart.change WHERE id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.digest]));
}

/** Appends an entry inside the transaction of the change that it reports. The head's row lock puts writers in line. */
export async function appendAudit(database: Database, event: AuditEvent): Promise<void> {
  const [head] = await ask<Head & { at: string }>(
    database,
    `SELECT sequence::text, hash, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
     FROM counterpart.audit_head FOR UPDATE`,
  );
  if (head === undefined) throw new Error('the audit trail has no head: run `counterpart audit verify`');
  const digests = await digestsOf(database, event.changes);
  const sequence = (BigInt(head.sequence) + 1n).toString();
  const changes = event.changes.map((id) => ({ id, digest: digests.get(id) ?? null }));
  const payload = JSON.stringify({ sequence, at: head.at, ...event, changes });
  const hash = hashOf(head.hash, payload);
  await ask(
    database,
    'INSERT INTO counterpart.audit_entry (sequence, payload, previous_hash, hash) VALUES ($1, $2, $3, $4)',
    [sequence, payload, head.hash, hash],
  );
  await ask(database, 'UPDATE counterpart.audit_head SET sequence = $1, hash = $2', [sequence, hash]);
}

export interface AuditVerification {
  readonly entries: number;
  /** The first thing that is wrong, in plain words; null: the trail is whole. */
  readonly problem: string | null;
}

interface Claimed {
  readonly changes?: readonly { id: string; digest: string | null }[];
}

function checkEntry(entry: StoredEntry, previous: Head): string | null {
  const expected = (BigInt(previous.sequence) + 1n).toString();
  if (entry.sequence !== expected)
    return `entry ${expected} is missing: ${entry.sequence} follows ${previous.sequence}`;
  if (entry.previous_hash !== previous.hash)
    return `entry ${entry.sequence} does not follow entry ${previous.sequence}`;
  if (hashOf(previous.hash, entry.payload) !== entry.hash) return `entry ${entry.sequence} was edited`;
  const claimed = JSON.parse(entry.payload) as { sequence?: string };
  return claimed.sequence === entry.sequence
    ? null
    : `entry ${entry.sequence} was moved from ${String(claimed.sequence)}`;
}

async function checkChanges(
  database: Database,
  entries: readonly StoredEntry[],
  seen: Set<string>,
): Promise<string | null> {
  const claims = entries.map((entry) => ({
    sequence: entry.sequence,
    changes: (JSON.parse(entry.payload) as Claimed).changes ?? [],
  }));
  const digests = await digestsOf(
    database,
    claims.flatMap((claim) => claim.changes.map((change) => change.id)),
  );
  for (const { sequence, changes } of claims) {
    for (const { id, digest } of changes) {
      seen.add(id);
      if (digests.get(id) === undefined) return `change ${id}, which entry ${sequence} reports, is gone`;
      if (digests.get(id) !== digest) return `change ${id}, which entry ${sequence} reports, was edited`;
    }
  }
  return null;
}

const PAGE = 1_000;

/** Recomputes the whole chain and holds every change against its entry: an edited, removed or swapped one is named. */
export async function verifyAudit(database: Database): Promise<AuditVerification> {
  let previous: Head = { sequence: '0', hash: '' };
  let entries = 0;
  const seen = new Set<string>();
  for (;;) {
    const page = await ask<StoredEntry>(
      database,
      'SELECT sequence::text, payload, previous_hash, hash FROM counterpart.audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2',
      [previous.sequence, PAGE],
    );
    if (page.length === 0) break;
    for (const entry of page) {
      const problem = checkEntry(entry, previous);
      if (problem !== null) return { entries, problem };
      previous = entry;
      entries += 1;
    }
    const problem = await checkChanges(database, page, seen);
    if (problem !== null) return { entries, problem };
  }
  return { entries, problem: await checkEnds(database, previous, seen) };
}

async function checkEnds(database: Database, last: Head, seen: ReadonlySet<string>): Promise<string | null> {
  const [head] = await ask<Head>(database, 'SELECT sequence::text, hash FROM counterpart.audit_head');
  if (head === undefined) return 'the head of the trail is gone';
  if (head.sequence !== last.sequence || head.hash !== last.hash)
    return `the trail ends at entry ${last.sequence}, its head says ${head.sequence}`;
  const ids = await ask<{ id: string }>(database, 'SELECT id::text FROM counterpart.change ORDER BY id');
  const unreported = ids.find((row) => !seen.has(row.id));
  return unreported === undefined ? null : `change ${unreported.id} is reported by no entry`;
}
