import { Change } from '../../entities/ledger/change';
import type { Database } from '../reading/database';
import { listBulkChangesByIds, listBulkChangesOfRecords, parseBulkId } from './bulk-changes';
import { as, type Cursor, Filter } from './filter';
import { ask, instantText, type Page, pageOf } from './ledger';

const CHANGE = `c.id::text, c.mapping, c.table_name AS "table", c.kind, c.legacy_id AS "legacyId", c.new_id::text AS "newId", c.before,
  c.after, c.mutation, c.actor, c.reason, ${instantText('c.at')} AS at, coalesce(c.reverts::text, 'bulk.' || c.reverts_bulk || '.' || c.legacy_id) AS reverts, r.id::text AS "revertedBy"
  FROM counterpart.change c LEFT JOIN counterpart.change r ON r.reverts = c.id`;

export interface ChangeFilter {
  readonly mapping?: string;
  /** Only of these; null or absent: of all. */
  readonly mappings?: readonly string[] | null;
  readonly legacyId?: string;
  readonly newId?: string;
  readonly actor?: string;
}

/** Changes, the newest first. */
export async function listChanges(
  database: Database,
  filter: ChangeFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Change>> {
  const wanted = new Filter();
  wanted.add((bound) => `c.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `c.mapping = ANY(${bound})`, filter.mappings);
  wanted.add((bound) => `c.legacy_id = ${bound}`, filter.legacyId);
  wanted.add((bound) => `c.new_id = ${bound}::uuid`, filter.newId);
  wanted.add((bound) => `c.actor = ${bound}`, filter.actor);
  const last = after?.[0] ?? null;
  const bulk = await listBulk(database, filter, last);
  if (last !== null && bulk.last === null) wanted.add((bound) => `c.id < ${bound}::bigint`, last);
  wanted.add((bound) => `c.at < ${bound}::timestamptz`, bulk.last?.at);
  const rows = await ask<object>(
    database,
    `SELECT ${CHANGE} ${wanted.where} ORDER BY c.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(merge(as(Change, rows), bulk.changes), first);
}

/**
 * What bulk changes did to the record that is asked for, after the last change of the page before; in a list of many
 * records they are left out. `last`: that change, where it is one of them.
 */
async function listBulk(
  database: Database,
  { mapping, legacyId, newId, actor }: ChangeFilter,
  lastId: string | null,
): Promise<{ changes: Change[]; last: Change | null }> {
  if (mapping === undefined || legacyId === undefined) return { changes: [], last: null };
  const [all = []] = await listBulkChangesOfRecords(database, [{ mapping, legacyId }]);
  const wanted = all.filter(
    (change) => (newId === undefined || change.newId === newId) && (actor === undefined || change.actor === actor),
  );
  if (lastId === null) return { changes: wanted, last: null };
  const place = all.findIndex((change) => change.id === lastId);
  if (place >= 0) return { changes: wanted.filter((change) => all.indexOf(change) > place), last: all[place] ?? null };
  const [single] = await listChangesByIds(database, [lastId]);
  return { changes: wanted.filter((change) => single !== undefined && change.at < single.at), last: null };
}

/** Two lists that begin with the newest as one. */
const merge = (single: readonly Change[], bulk: readonly Change[]): Change[] =>
  bulk.length === 0 ? [...single] : [...single, ...bulk].sort((one, other) => (one.at < other.at ? 1 : -1));

export async function listChangesByIds(database: Database, ids: readonly string[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  const bulk = await listBulkChangesByIds(database, ids);
  const single = ids.filter((id) => parseBulkId(id) === null);
  const rows =
    single.length === 0
      ? []
      : await ask<object>(database, `SELECT ${CHANGE} WHERE c.id = ANY($1::bigint[]) ORDER BY c.id`, [single]);
  return [...bulk, ...as(Change, rows)];
}

/** A record as changes know it: by its legacy id, or by its row where no legacy record stands behind that. */
export interface ChangedRecord {
  readonly mapping: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
}

/** The newest changes of each of these records, at most `first` for one, in the order of the records. */
export async function listChangesOfRecords(
  database: Database,
  records: readonly ChangedRecord[],
  first: number,
): Promise<Change[][]> {
  const rows = await ask<{ place: number }>(
    database,
    `SELECT u.place::integer AS place, l.*
     FROM unnest($1::text[], $2::text[], $3::uuid[]) WITH ORDINALITY AS u(mapping, legacy_id, new_id, place)
     CROSS JOIN LATERAL (SELECT ${CHANGE} WHERE c.mapping = u.mapping
       AND (c.legacy_id = u.legacy_id OR (u.legacy_id IS NULL AND c.new_id = u.new_id)) ORDER BY c.id DESC LIMIT $4) l`,
    [
      records.map((record) => record.mapping),
      records.map((record) => record.legacyId),
      records.map((record) => record.newId),
      first,
    ],
  );
  const changes: Change[][] = records.map(() => []);
  for (const { place, ...row } of rows) changes[place - 1]?.push(Object.assign(new Change(), row));
  const bulk = await listBulkChangesOfRecords(database, records);
  return changes.map((single, place) => merge(single, bulk[place] ?? []).slice(0, first));
}
