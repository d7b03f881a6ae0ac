import { Discrepancy } from '../../entities/ledger/discrepancy';
import type { Database } from '../reading/database';
import { offsetOf, placesOf } from './discrepancy-list';
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
  /** Only of these legacy records of the mapping, which is given then. */
  readonly legacyIds?: readonly string[];
  readonly newest: boolean;
}

/** Where a page begins and how long it is. */
interface Place {
  readonly first: number;
  readonly after: Cursor | null;
  /** Rows passed over from there on. */
  readonly skip: number;
}

/** Discrepancies by the time they were opened. */
export async function listDiscrepancies(
  database: Database,
  filter: DiscrepancyFilter,
  first: number,
  after: Cursor | null,
  skip = 0,
): Promise<Page<Discrepancy>> {
  const isOfRecords = filter.legacyId !== undefined || filter.legacyIds !== undefined;
  const { sql, parameters } = (isOfRecords ? pageOfRecords : pageOfList)(filter, { first, after, skip });
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

/** The conditions that have no facet: which records, and what explains them. */
export function conditionsOfRecords({ mapping, mappings, legacyId, legacyIds, rootCause }: DiscrepancyFilter): Filter {
  const wanted = new Filter();
  wanted.add((bound) => `d.legacy_id = ${bound}`, legacyId);
  // A legacy id is one of its mapping only.
  wanted.add((bound) => `d.mapping = ${bound}`, legacyIds === undefined ? undefined : mapping);
  wanted.add((bound) => `d.legacy_id = ANY(${bound}::text[])`, legacyIds);
  wanted.add((bound) => `d.mapping = ANY(${bound})`, mappings);
  wanted.add(
    (bound) =>
      `EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = d.id AND c.root_id = ${bound})`,
    rootCause,
  );
  return wanted;
}

/** Legacy ids belong to so few discrepancies that every condition is held against each. */
function pageOfRecords(filter: DiscrepancyFilter, { first, after, skip }: Place): Question {
  const wanted = conditionsOfRecords(filter);
  wanted.add((bound) => `d.mapping = ${bound}`, filter.mapping);
  wanted.add((bound) => `d.verdict = ANY(${bound})`, filter.verdicts);
  wanted.add((bound) => `${stateOf('d')} = ANY(${bound})`, filter.states);
  wanted.add((bound) => `${bound} = ANY(d.fields)`, filter.field);
  wanted.after(ORDER, after, filter.newest ? '<' : '>');
  const sql = `SELECT ${DISCREPANCY} ${wanted.where} ORDER BY ${orderOf(filter)} LIMIT ${first + 1}${offsetOf(skip)}`;
  return { sql, parameters: wanted.parameters };
}

type Bind = (value: unknown, type: string) => string;

/** SELECT of the mappings that a list is about; null: all that have discrepancies. A single one is planned as a constant. */
function mappingsOf({ mapping, mappings }: DiscrepancyFilter, bind: Bind): string | null {
  if (mapping !== undefined) return `SELECT ${bind(mapping, 'text')} AS mapping`;
  return mappings == null ? null : `SELECT unnest(${bind(mappings, 'text[]')}) AS mapping`;
}

function pageOfList(filter: DiscrepancyFilter, { first, after, skip }: Place): Question {
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
    skip,
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
