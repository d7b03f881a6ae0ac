import { Change } from '../../entities/ledger/change';
import { Discrepancy } from '../../entities/ledger/discrepancy';
import { Waiver } from '../../entities/ledger/waiver';
import type { Database } from '../reading/database';
import { ask, instantText, type Page, pageOf, stateOf } from './ledger';

/** One column of a list's order and its value in the last row of the page before. */
export type Cursor = readonly string[];

/** Conditions of a list: SQL with $n for each value, in the order given. */
class Filter {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];

  add(sql: (bound: string) => string, value: unknown): void {
    if (value === undefined || value === null) return;
    this.parameters.push(value);
    this.parts.push(sql(`$${this.parameters.length}`));
  }

  /** Continues after the cursor in the order of these columns. */
  after(columns: readonly { name: string; type: string }[], cursor: Cursor | null, direction: '<' | '>'): void {
    if (cursor === null) return;
    const bound = cursor.map((value, index) => {
      this.parameters.push(value);
      return `$${this.parameters.length}::${columns[index]?.type ?? 'text'}`;
    });
    this.parts.push(`(${columns.map((column) => column.name).join(', ')}) ${direction} (${bound.join(', ')})`);
  }

  get where(): string {
    return this.parts.length === 0 ? '' : `WHERE ${this.parts.join(' AND ')}`;
  }
}

const as = <Item extends object>(entity: new () => Item, rows: readonly object[]): Item[] =>
  rows.map((row) => Object.assign(new entity(), row));

const CHANGE = `c.id::text, c.mapping, c.table_name AS "table", c.kind, c.legacy_id AS "legacyId", c.new_id::text AS "newId", c.before,
  c.after, c.mutation, c.actor, c.reason, ${instantText('c.at')} AS at, c.reverts::text, r.id::text AS "revertedBy"
  FROM counterpart.change c LEFT JOIN counterpart.change r ON r.reverts = c.id`;

export interface ChangeFilter {
  readonly mapping?: string;
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
  wanted.add((bound) => `c.legacy_id = ${bound}`, filter.legacyId);
  wanted.add((bound) => `c.new_id = ${bound}::uuid`, filter.newId);
  wanted.add((bound) => `c.actor = ${bound}`, filter.actor);
  wanted.after([{ name: 'c.id', type: 'bigint' }], after, '<');
  const rows = await ask<object>(
    database,
    `SELECT ${CHANGE} ${wanted.where} ORDER BY c.id DESC LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(Change, rows), first);
}

export async function listChangesByIds(database: Database, ids: readonly string[]): Promise<Change[]> {
  if (ids.length === 0) return [];
  return as(
    Change,
    await ask<object>(database, `SELECT ${CHANGE} WHERE c.id = ANY($1::bigint[]) ORDER BY c.id`, [ids]),
  );
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
  return changes;
}

const DISCREPANCY = `d.id::text, d.mapping, d.legacy_id AS "legacyId", d.new_id::text AS "newId", d.verdict, ${stateOf('d')} AS state, d.fields,
  d.moved_side AS "movedSide", ${instantText('d.opened_at')} AS "openedAt", ${instantText('d.seen_at')} AS "seenAt",
  ${instantText('d.closed_at')} AS "closedAt", d.reopened FROM counterpart.discrepancy d`;

export interface DiscrepancyFilter {
  readonly mapping?: string;
  readonly verdicts?: readonly string[];
  readonly states?: readonly string[];
  readonly field?: string;
  readonly rootCause?: string;
  readonly legacyId?: string;
  readonly newest: boolean;
}

/** Discrepancies by the time they were opened. */
export async function listDiscrepancies(
  database: Database,
  filter: DiscrepancyFilter,
  first: number,
  after: Cursor | null,
): Promise<Page<Discrepancy>> {
  const wanted = new Filter();
  wanted.add((bound) => `d.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `d.verdict = ANY(${bound})`, filter.verdicts);
  wanted.add((bound) => `${stateOf('d')} = ANY(${bound})`, filter.states);
  wanted.add((bound) => `${bound} = ANY(d.fields)`, filter.field);
  wanted.add((bound) => `d.legacy_id = ${bound}`, filter.legacyId);
  wanted.add(
    (bound) =>
      `EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id AND c.root_id = ${bound})`,
    filter.rootCause,
  );
  const columns = [
    { name: 'd.opened_at', type: 'timestamptz' },
    { name: 'd.id', type: 'uuid' },
  ];
  wanted.after(columns, after, filter.newest ? '<' : '>');
  const direction = filter.newest ? 'DESC' : 'ASC';
  const order = columns.map((column) => `${column.name} ${direction}`).join(', ');
  const rows = await ask<object>(
    database,
    `SELECT ${DISCREPANCY} ${wanted.where} ORDER BY ${order} LIMIT ${first + 1}`,
    wanted.parameters,
  );
  return pageOf(as(Discrepancy, rows), first);
}

export async function listDiscrepanciesOfRecords(
  database: Database,
  records: readonly { mapping: string; recordKey: string }[],
): Promise<Map<string, Discrepancy>> {
  const rows = await ask<{ key: string }>(
    database,
    `SELECT u.mapping || '/' || u.record_key AS key, l.* FROM unnest($1::text[], $2::text[]) AS u(mapping, record_key)
     CROSS JOIN LATERAL (SELECT ${DISCREPANCY} WHERE d.mapping = u.mapping AND d.record_key = u.record_key) l`,
    [records.map((record) => record.mapping), records.map((record) => record.recordKey)],
  );
  return new Map(rows.map(({ key, ...row }) => [key, Object.assign(new Discrepancy(), row)]));
}

const WAIVER = `w.id::text, w.mapping, w.legacy_id AS "legacyId", w.new_id::text AS "newId", w.verdict, w.reason, w.actor,
  ${instantText('w.at')} AS at, ${instantText('w.expires_at')} AS "expiresAt", ${instantText('w.withdrawn_at')} AS "withdrawnAt",
  w.withdrawn_by AS "withdrawnBy", w.withdrawn_because AS "withdrawnBecause" FROM counterpart.waiver w`;

export interface WaiverFilter {
  readonly mapping?: string;
  readonly legacyId?: string;
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
  wanted.add((bound) => `w.legacy_id = ${bound}`, filter.legacyId);
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
