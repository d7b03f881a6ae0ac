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
  /** The ids of the changes of many rows that it made. */
  readonly bulkChanges?: readonly string[];
  /** The run that it is about. */
  readonly run?: string;
  /** The request for approval that it is about, and who agreed where that let it through; of a run, the plan. */
  readonly approval?: { readonly id?: string; readonly by?: string; readonly plan?: string };
  /** Absent: it was done. DENIED: the actor may not do it. REFUSED: it could not be done. Of both, nothing was written. */
  readonly outcome?: 'DENIED' | 'REFUSED';
  /** Why it was not done. */
  readonly codes?: readonly string[];
  /** What else was asked for by its id, by the name of the input's field. */
  readonly ids?: Readonly<Record<string, string>>;
  /** What a waiver is of, where that is a field or a root cause. */
  readonly waives?: { readonly field?: string; readonly rootCause?: string; readonly covers?: number };
  /** How much left the service at once: discrepancies, lines, and whose they are. Never what they say. */
  readonly exported?: { readonly records: number; readonly rows: number; readonly mappings: readonly string[] };
  /** The switch that it set, and how. */
  readonly switch?: { readonly name: string; readonly isOn: boolean };
  /** The view that it kept or threw away. Never its name or conditions: whoever keeps one may call it anything. */
  readonly view?: { readonly id: string; readonly owner: string; readonly isShared: boolean };
  /** The token that it made or revoked, without its text. */
  readonly token?: {
    readonly id: string;
    readonly owner: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly systems: readonly string[] | null;
    readonly expiresAt: string;
  };
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

/** What a change says since there are runs; one from before is known by the digest that it was given then. */
const LATER_PARTS = `CASE WHEN run_id IS NULL AND reverts_bulk IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(run_id, reverts_bulk) END`;

/** Digests of everything that a row says, so that an edited change is found through its audit entry. */
const DIGESTS = {
  change: `encode(sha256(convert_to((jsonb_build_array(id, mapping, table_name, kind, legacy_id, new_id, before, after,
    mutation, actor, reason, extract(epoch from at)::text, reverts) || ${LATER_PARTS})::text, 'UTF8')), 'hex')`,
  bulk_change: `encode(sha256(convert_to(jsonb_build_array(id, run_id, mapping, table_name, kind, first_id, last_id, columns,
    actor, reason, extract(epoch from at)::text, reverts)::text || legacy_ids::text || row_digests::text, 'UTF8')), 'hex')`,
} as const;

type Reported = keyof typeof DIGESTS;

/** How messages call the rows of these tables. */
const NAMES: Readonly<Record<Reported, string>> = { change: 'change', bulk_change: 'bulk change' };

async function digestsOf(database: Database, table: Reported, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ask<{ id: string; digest: string }>(
    database,
    `SELECT id::text, ${DIGESTS[table]} AS digest FROM counterpart.${table} WHERE id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.digest]));
}

/** What an entry says of the rows that it reports. */
interface Report {
  readonly id: string;
  readonly digest: string | null;
}

async function reportOf(database: Database, table: Reported, ids: readonly string[]): Promise<Report[]> {
  const digests = await digestsOf(database, table, ids);
  return ids.map((id) => ({ id, digest: digests.get(id) ?? null }));
}

/** What is no text to PostgreSQL, which would find nothing any more in an entry that has it. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

const storable = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(UNSTORABLE, '\ufffd') : value;

/** Appends an entry inside the transaction of the change that it reports. The head's row lock puts writers in line. */
export async function appendAudit(database: Database, event: AuditEvent): Promise<void> {
  const [head] = await ask<Head & { at: string }>(
    database,
    `SELECT sequence::text, hash, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
     FROM counterpart.audit_head FOR UPDATE`,
  );
  if (head === undefined) throw new Error('the audit trail has no head: run `counterpart audit verify`');
  const sequence = (BigInt(head.sequence) + 1n).toString();
  const { bulkChanges = [], ...rest } = event;
  const changes = await reportOf(database, 'change', event.changes);
  const bulk = bulkChanges.length === 0 ? {} : { bulkChanges: await reportOf(database, 'bulk_change', bulkChanges) };
  const payload = JSON.stringify({ sequence, at: head.at, ...rest, changes, ...bulk }, storable);
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
  readonly changes?: readonly Report[];
  readonly bulkChanges?: readonly Report[];
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

/** The rows that entries reported so far, by table. */
type Seen = Readonly<Record<Reported, Set<string>>>;

/** Holds the changes against what entries report of them, entry by entry. */
async function checkChanges(database: Database, entries: readonly StoredEntry[], seen: Seen): Promise<string | null> {
  const claims = entries.map(({ sequence, payload }) => {
    const { changes = [], bulkChanges = [] } = JSON.parse(payload) as Claimed;
    return { sequence, rows: { change: changes, bulk_change: bulkChanges } };
  });
  const idsOf = (table: Reported): string[] => claims.flatMap(({ rows }) => rows[table].map(({ id }) => id));
  const change = await digestsOf(database, 'change', idsOf('change'));
  const found = { change, bulk_change: await digestsOf(database, 'bulk_change', idsOf('bulk_change')) };
  for (const { sequence, rows } of claims) {
    for (const table of ['change', 'bulk_change'] as const) {
      for (const { id, digest } of rows[table]) {
        seen[table].add(id);
        const what = `${NAMES[table]} ${id}, which entry ${sequence} reports,`;
        if (!found[table].has(id)) return `${what} is gone`;
        if (found[table].get(id) !== digest) return `${what} was edited`;
      }
    }
  }
  return null;
}

const PAGE = 1_000;

/** Recomputes the whole chain and holds every change against its entry: an edited, removed or swapped one is named. */
export async function verifyAudit(database: Database): Promise<AuditVerification> {
  let previous: Head = { sequence: '0', hash: '' };
  let entries = 0;
  const seen = { change: new Set<string>(), bulk_change: new Set<string>() };
  let ending: string | null = null;
  const stray = await findStray(database);
  if (stray !== null) return { entries, problem: stray };
  for (;;) {
    const page = await ask<StoredEntry>(
      database,
      'SELECT sequence::text, payload, previous_hash, hash FROM counterpart.audit_entry WHERE sequence > $1 ORDER BY audit_entry.sequence LIMIT $2',
      [previous.sequence, PAGE],
    );
    if (page.length === 0) {
      // What was appended since the last page is no problem: it is looked at first.
      if (ending !== null) return { entries, problem: ending };
      ending = await checkEnds(database, previous, seen);
      if (ending === null) return { entries, problem: null };
      continue;
    }
    ending = null;
    const sound: StoredEntry[] = [];
    let broken: string | null = null;
    for (const entry of page) {
      broken = checkEntry(entry, previous);
      if (broken !== null) break;
      previous = entry;
      sound.push(entry);
    }
    entries += sound.length;
    // A change that an earlier entry reports comes first, because it is the first number that is named.
    const problem = (await checkChanges(database, sound, seen)) ?? broken;
    if (problem !== null) return { entries, problem };
  }
}

/** An entry before the first one is in no chain. */
async function findStray(database: Database): Promise<string | null> {
  const [stray] = await ask<{ sequence: string }>(
    database,
    'SELECT min(sequence)::text AS sequence FROM counterpart.audit_entry HAVING min(sequence) < 1',
  );
  return stray === undefined ? null : `entry ${stray.sequence} stands before the first one`;
}

async function checkEnds(database: Database, last: Head, seen: Seen): Promise<string | null> {
  const [head] = await ask<Head>(database, 'SELECT sequence::text, hash FROM counterpart.audit_head');
  if (head === undefined) return 'the head of the trail is gone';
  if (head.sequence !== last.sequence || head.hash !== last.hash)
    return `the trail ends at entry ${last.sequence}, its head says ${head.sequence}`;
  return (await findUnreported(database, 'change', seen)) ?? findUnreported(database, 'bulk_change', seen);
}

async function findUnreported(database: Database, table: Reported, seen: Seen): Promise<string | null> {
  const ids = await ask<{ id: string }>(database, `SELECT id::text FROM counterpart.${table} ORDER BY id`);
  const unreported = ids.find((row) => !seen[table].has(row.id));
  return unreported === undefined ? null : `${NAMES[table]} ${unreported.id} is reported by no entry`;
}
