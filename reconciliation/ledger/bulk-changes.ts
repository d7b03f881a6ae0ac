import { Change, ChangeKind, type RowImage } from '../../entities/ledger/change';
import type { Database } from '../reading/database';
import { newIdFor } from '../writing/new-id';
import { ask, instantText } from './ledger';

/** Many rows that a batch of a run inserted or took back. */
export interface BulkChange {
  readonly id: string;
  readonly runId: string;
  readonly mapping: string;
  readonly kind: ChangeKind;
  readonly legacyIds: readonly string[];
}

const BULK_CHANGE = `b.id::text, b.run_id::text AS "runId", b.mapping, b.kind, b.legacy_ids::text[] AS "legacyIds"
  FROM counterpart.bulk_change b`;

export async function findBulkChangeById(database: Database, id: string): Promise<BulkChange | null> {
  const [found] = await ask<BulkChange>(database, `SELECT ${BULK_CHANGE} WHERE b.id = $1::bigint`, [id]);
  return found ?? null;
}

/** The newest bulk change that inserted the row of a legacy record; null: none did. */
export async function findBulkChange(
  database: Database,
  mapping: { readonly name: string },
  legacyId: string,
): Promise<BulkChange | null> {
  if (!isNumber(legacyId)) return null;
  const [found] = await ask<BulkChange>(
    database,
    `SELECT ${BULK_CHANGE} WHERE b.mapping = $1 AND b.kind = 'INSERT' AND ${holds('b', '$2::bigint')} ORDER BY b.id DESC LIMIT 1`,
    [mapping.name, legacyId],
  );
  return found ?? null;
}

/** Ids of one row's part in a bulk change. */
const PATTERN = /^bulk\.(\d{1,18})\.(\d{1,18})$/;

const isNumber = (text: string): boolean => /^-?\d{1,18}$/.test(text);

/** One row of a bulk change, by the id under which it is shown as a change; null: it is the id of another change. */
export function parseBulkId(changeId: string): { bulk: string; legacyId: string } | null {
  const [, bulk, legacyId] = PATTERN.exec(changeId) ?? [];
  return bulk === undefined || legacyId === undefined ? null : { bulk, legacyId };
}

/** SQL that finds by index whether a bulk change is about a legacy id. */
const holds = (alias: string, id: string): string =>
  `${alias}.last_id >= ${id} AND ${alias}.first_id <= ${id} AND ${id} = ANY(${alias}.legacy_ids)`;

interface Part {
  readonly place: number;
  readonly bulk: string;
  readonly mapping: string;
  readonly legacyId: string;
  readonly table: string;
  readonly kind: ChangeKind;
  readonly columns: readonly string[];
  readonly digest: string;
  readonly actor: string;
  readonly reason: string;
  readonly at: string;
  readonly reverts: string | null;
  readonly revertedBy: string | null;
}

/** What bulk changes did to each of these records, the newest first, in the order of the records. */
export async function listBulkChangesOfRecords(
  database: Database,
  records: readonly { readonly mapping: string; readonly legacyId: string | null }[],
): Promise<Change[][]> {
  const lists: Change[][] = records.map(() => []);
  const known = records.flatMap(({ mapping, legacyId }, place) =>
    legacyId !== null && isNumber(legacyId) ? [{ mapping, legacyId, place }] : [],
  );
  if (known.length === 0) return lists;
  const parts = await ask<Part>(
    database,
    `SELECT u.place, b.id::text AS bulk, b.mapping, u.legacy_id::text AS "legacyId", b.table_name AS "table", b.kind, b.columns,
       b.row_digests[array_position(b.legacy_ids, u.legacy_id)]::text AS digest, b.actor, b.reason, ${instantText('b.at')} AS at,
       'bulk.' || b.reverts || '.' || u.legacy_id AS reverts,
       coalesce((SELECT c.id::text FROM counterpart.change c WHERE c.reverts_bulk = b.id AND c.legacy_id = u.legacy_id::text LIMIT 1),
         (SELECT 'bulk.' || r.id || '.' || u.legacy_id FROM counterpart.bulk_change r
          WHERE r.reverts = b.id AND u.legacy_id = ANY(r.legacy_ids) LIMIT 1)) AS "revertedBy"
     FROM unnest($1::text[], $2::bigint[], $3::integer[]) AS u(mapping, legacy_id, place)
     JOIN counterpart.bulk_change b ON b.mapping = u.mapping AND ${holds('b', 'u.legacy_id')}
     ORDER BY u.place, b.id DESC`,
    [known.map(({ mapping }) => mapping), known.map(({ legacyId }) => legacyId), known.map(({ place }) => place)],
  );
  const images = await listUnchanged(database, parts);
  for (const part of parts) lists[part.place]?.push(changeOf(part, images.get(part) ?? null));
  return lists;
}

/** The parts in bulk changes that these ids name; other ids are passed over. */
export async function listBulkChangesByIds(database: Database, ids: readonly string[]): Promise<Change[]> {
  const wanted = ids.flatMap((id) => parseBulkId(id) ?? []);
  if (wanted.length === 0) return [];
  const rows = await ask<{ id: string; mapping: string }>(
    database,
    'SELECT id::text, mapping FROM counterpart.bulk_change WHERE id = ANY($1::bigint[])',
    [wanted.map(({ bulk }) => bulk)],
  );
  const mappings = new Map(rows.map((row) => [row.id, row.mapping]));
  const records = wanted.flatMap(({ bulk, legacyId }) => {
    const mapping = mappings.get(bulk);
    return mapping === undefined ? [] : [{ mapping, legacyId }];
  });
  const lists = await listBulkChangesOfRecords(database, records);
  return lists.flat().filter((change, place, all) => {
    const isFirst = all.findIndex((other) => other.id === change.id) === place;
    return isFirst && ids.includes(change.id);
  });
}

function changeOf(part: Part, after: RowImage | null): Change {
  const { bulk, mapping, legacyId, table, kind, actor, reason, at, reverts, revertedBy } = part;
  return Object.assign(new Change(), {
    id: `bulk.${bulk}.${legacyId}`,
    mapping,
    table,
    kind,
    legacyId,
    newId: newIdFor({ name: mapping }, legacyId),
    before: null,
    after,
    mutation: 'startRun',
    actor,
    reason,
    at,
    reverts,
    revertedBy,
  });
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The rows as they are now, where they still are what was inserted. No image of them was kept, but a digest, by which
 * the row itself proves to be its own.
 */
async function listUnchanged(database: Database, parts: readonly Part[]): Promise<Map<Part, RowImage>> {
  const images = new Map<Part, RowImage>();
  const groups = new Map<string, Part[]>();
  for (const part of parts.filter(({ kind }) => kind === ChangeKind.INSERT)) {
    const name = JSON.stringify([part.table, part.columns]);
    groups.set(name, [...(groups.get(name) ?? []), part]);
  }
  // One group for each table, but for those that were altered in between.
  for (const group of groups.values()) {
    for (const { place, image } of await listImages(database, group)) {
      const part = group[place];
      if (part !== undefined) images.set(part, image);
    }
  }
  return images;
}

async function listImages(database: Database, group: readonly Part[]): Promise<{ place: number; image: RowImage }[]> {
  const [first] = group;
  if (first === undefined || !(await hasColumns(database, first))) return [];
  const columns = first.columns.map(quote);
  const list = columns.map((column) => `t.${column}::text AS ${column}`).join(', ');
  const row = columns.map((column) => `t.${column}`).join(', ');
  return ask<{ place: number; image: RowImage }>(
    database,
    `SELECT u.place, to_json(i) AS image FROM unnest($1::uuid[], $2::bigint[], $3::integer[]) AS u(id, digest, place)
     JOIN ${quote(first.table)} t ON t.id = u.id AND hashtextextended(ROW(${row})::text, 0) = u.digest
     CROSS JOIN LATERAL (SELECT ${list}) i`,
    [
      group.map(({ mapping, legacyId }) => newIdFor({ name: mapping }, legacyId)),
      group.map(({ digest }) => digest),
      group.map((_, place) => place),
    ],
  );
}

async function hasColumns(database: Database, { table, columns }: Part): Promise<boolean> {
  const found = await ask(
    database,
    'SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = ANY($2) AND NOT attisdropped',
    [quote(table), columns],
  );
  return found.length === columns.length;
}

/** What can be taken back of a run: a bulk change, or a change of one record. */
export interface Revertible {
  readonly kind: 'bulk' | 'change';
  readonly id: string;
  /** Rows that were not taken back yet. */
  readonly records: number;
}

/** What a run wrote and nobody took back, the newest first. A bulk removal keeps no images, so it stays. */
export function listRevertible(database: Database, runId: string): Promise<Revertible[]> {
  return ask<Revertible>(
    database,
    `SELECT kind, id, records FROM (
       SELECT 'bulk' AS kind, b.id::text AS id, b.id AS number, b.at, cardinality(b.legacy_ids)
           - coalesce((SELECT sum(cardinality(r.legacy_ids)) FROM counterpart.bulk_change r WHERE r.reverts = b.id), 0)::integer
           - (SELECT count(*) FROM counterpart.change c WHERE c.reverts_bulk = b.id)::integer AS records
         FROM counterpart.bulk_change b WHERE b.run_id = $1::uuid AND b.kind = 'INSERT'
       UNION ALL
       SELECT 'change', c.id::text, c.id, c.at, 1 FROM counterpart.change c
         WHERE c.run_id = $1::uuid AND NOT EXISTS (SELECT 1 FROM counterpart.change r WHERE r.reverts = c.id)) written
     WHERE records > 0 ORDER BY at DESC, number DESC`,
    [runId],
  );
}

/** The legacy ids of a bulk change whose rows were not taken back yet. */
export async function listStanding(database: Database, bulkChange: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    database,
    `SELECT u.id::text FROM counterpart.bulk_change b, unnest(b.legacy_ids) AS u(id) WHERE b.id = $1::bigint
     EXCEPT SELECT u.id::text FROM counterpart.bulk_change r, unnest(r.legacy_ids) AS u(id) WHERE r.reverts = $1::bigint
     EXCEPT SELECT c.legacy_id FROM counterpart.change c WHERE c.reverts_bulk = $1::bigint`,
    [bulkChange],
  );
  return rows.map((row) => row.id).sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
}
