import { Discrepancy } from '../../entities/ledger/discrepancy';
import type { Database } from '../reading/database';
import { placesOf } from './discrepancy-list';
import { as, type Cursor, Filter } from './filter';
import { ask, instantText, type Page, pageOf, stateOf } from './ledger';

const DISCREPANCY = `d.id::text, d.mapping, d.legacy_id AS "legacyId", d.new_id::text AS "newId", d.verdict, ${stateOf('d')} AS state, d.fields,
  d.moved_side AS "movedSide", ${instantText('d.opened_at')} AS "openedAt", ${instantText('d.seen_at')} AS "seenAt",
  ${instantText('d.closed_at')} AS "closedAt", d.reopened FROM counterpart.discrepancy d`;

export interface DiscrepancyFilter {
  readonly mapping?: string;
  /** Only of these; null or absent: of all. */
  readonly mappings?: readonly string[] | null;
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
  const { sql, parameters } =
    filter.legacyId === undefined ? pageOfList(filter, first, after) : pageOfRecord(filter, first, after);
  return pageOf(as(Discrepancy, await ask<object>(database, sql, parameters)), first);
}

interface Question {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const ORDER = [
  { name: 'd.opened_at', type: 'timestamptz' },
  { name: 'd.id', type: 'uuid' },
];

function orderOf({ newest }: DiscrepancyFilter): string {
  return ORDER.map(({ name }) => `${name} ${newest ? 'DESC' : 'ASC'}`).join(', ');
}

/** A legacy id belongs to so few discrepancies that every condition is held against each. */
function pageOfRecord(filter: DiscrepancyFilter, first: number, after: Cursor | null): Question {
  const wanted = new Filter();
  wanted.add((bound) => `d.legacy_id = ${bound}`, filter.legacyId);
  wanted.add((bound) => `d.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `d.mapping = ANY(${bound})`, filter.mappings);
  wanted.add((bound) => `d.verdict = ANY(${bound})`, filter.verdicts);
  wanted.add((bound) => `${stateOf('d')} = ANY(${bound})`, filter.states);
  wanted.add((bound) => `${bound} = ANY(d.fields)`, filter.field);
  wanted.add(
    (bound) =>
      `EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id AND c.root_id = ${bound})`,
    filter.rootCause,
  );
  wanted.after(ORDER, after, filter.newest ? '<' : '>');
  const sql = `SELECT ${DISCREPANCY} ${wanted.where} ORDER BY ${orderOf(filter)} LIMIT ${first + 1}`;
  return { sql, parameters: wanted.parameters };
}

type Bind = (value: unknown, type: string) => string;

/** SELECT of the mappings that a list is about; null: all that have discrepancies. A single one is planned as a constant. */
function mappingsOf({ mapping, mappings }: DiscrepancyFilter, bind: Bind): string | null {
  if (mapping !== undefined) return `SELECT ${bind(mapping, 'text')} AS mapping`;
  return mappings == null ? null : `SELECT unnest(${bind(mappings, 'text[]')}) AS mapping`;
}

function pageOfList(filter: DiscrepancyFilter, first: number, after: Cursor | null): Question {
  const parameters: unknown[] = [];
  const bind: Bind = (value, type) => `$${parameters.push(value)}::${type}`;
  const bindText = (value: string | undefined): string | null => (value === undefined ? null : bind(value, 'text'));
  const [openedAt, id] = after ?? [];
  const places = placesOf({
    mappings: mappingsOf(filter, bind),
    verdicts: filter.verdicts === undefined ? null : bind(filter.verdicts, 'text[]'),
    states: filter.states ?? null,
    field: bindText(filter.field),
    root: bindText(filter.rootCause),
    after: after === null ? null : `(${bind(openedAt, 'timestamptz')}, ${bind(id, 'uuid')})`,
    direction: filter.newest ? 'DESC' : 'ASC',
    limit: first + 1,
  });
  const sql = `SELECT ${DISCREPANCY} JOIN (${places}) page ON page.id = d.id ORDER BY ${orderOf(filter)}`;
  return { sql, parameters };
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
