import { isDiscrepancy, Verdict } from '../comparing/verdict';
import { LAPSED } from './ledger';

/** What is asked for, each value as SQL. */
export interface Wanted {
  /** SELECT of their names as mapping; null: all. */
  readonly mappings: string | null;
  readonly verdicts: string | null;
  readonly states: readonly string[] | null;
  readonly field: string | null;
  readonly root: string | null;
  /** (opened_at, id) of the last row of the page before; null: there is none. */
  readonly after: string | null;
  readonly direction: 'ASC' | 'DESC';
  readonly limit: number;
  /** Rows that come before the first of the page. */
  readonly skip: number;
}

/** Where a list is read: one index of it begins with mapping, state, verdict and what else it chooses by. */
interface List {
  readonly table: string;
  readonly id: string;
  /** Its column and value to choose by. */
  readonly chosen?: { readonly column: string; readonly value: string };
}

const STATES = ['OPEN', 'WAIVED', 'CLOSED'];
const texts = (values: readonly string[]): string => `ARRAY['${values.join("', '")}']`;

/** The verdicts that discrepancies have, in SQL. */
export const VERDICTS = texts(Object.values(Verdict).filter(isDiscrepancy));

/** The mappings that have discrepancies, by one step through the index for each. */
const MAPPINGS = `SELECT s.mapping FROM (WITH RECURSIVE step(mapping) AS (
    (SELECT d.mapping FROM counterpart.discrepancy d ORDER BY d.mapping LIMIT 1)
    UNION ALL
    SELECT (SELECT d.mapping FROM counterpart.discrepancy d WHERE d.mapping > step.mapping ORDER BY d.mapping LIMIT 1)
    FROM step WHERE step.mapping IS NOT NULL) SELECT mapping FROM step) s WHERE s.mapping IS NOT NULL`;

const all = (conditions: readonly (string | null | undefined | false)[]): string =>
  conditions.filter((condition) => typeof condition === 'string').join(' AND ');

const statesOf = ({ states }: Wanted): string[] => STATES.filter((state) => states?.includes(state) ?? true);

/** A waiver that lapsed leaves its discrepancy remembered as WAIVED until it is compared again. */
function lapsedIn(states: readonly string[]): 'added' | 'left out' | 'as remembered' {
  if (states.includes('OPEN') === states.includes('WAIVED')) return 'as remembered';
  return states.includes('OPEN') ? 'added' : 'left out';
}

/** SQL that passes over so many rows. */
export const offsetOf = (skip: number): string => (skip === 0 ? '' : ` OFFSET ${skip}`);

const COMES_AFTER = { ASC: '>', DESC: '<' };

const follows = (row: string, id: string, { after, direction }: Wanted): string | null =>
  after === null ? null : `(${row}.opened_at, ${row}.${id}) ${COMES_AFTER[direction]} ${after}`;

/** The conditions of a row in one list, within one combination of mapping, state and verdict. */
const conditionsOf = (row: string, { id, chosen }: List, wanted: Wanted): string =>
  all([
    `${row}.mapping = m.mapping AND ${row}.state = s.state AND ${row}.verdict = v.verdict`,
    chosen && `${row}.${chosen.column} = ${chosen.value}`,
    follows(row, id, wanted),
  ]);

/** The beginning of a list within the combination: SELECT of (opened_at, id), each discrepancy once. */
function beginningOf(list: List, wanted: Wanted, more: readonly string[] = [], join = ''): string {
  const { direction, limit, skip } = wanted;
  const isLeftOut = lapsedIn(statesOf(wanted)) === 'left out';
  const conditions = all([
    conditionsOf('l', list, wanted),
    isLeftOut && `l.${list.id} NOT IN (SELECT lapsed.id FROM lapsed)`,
    ...more,
  ]);
  return `SELECT DISTINCT l.opened_at, l.${list.id} AS id FROM counterpart.${list.table} l ${join}
      WHERE ${conditions} ORDER BY 1 ${direction}, 2 ${direction} LIMIT ${skip + limit}`;
}

/** A list of so many rows is read to its end rather than looked up in another. */
const SHORT = 1_000;

/**
 * Whether more than that is left of a field's list within the combination: whether the row so much further on still
 * belongs to it. Asked like this, there is but one way to read it; asked for a number, the planner may read them all.
 */
function isLong(field: string, { after, direction }: Wanted): string {
  const start = {
    ASC: "('-infinity'::timestamptz, '00000000-0000-0000-0000-000000000000'::uuid)",
    DESC: "('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)",
  };
  const key = ['mapping', 'field', 'state', 'verdict', 'opened_at', 'discrepancy_id'].map((column) => `b.${column}`);
  const wantedKey = `m.mapping, ${field}, s.state, v.verdict`;
  return `coalesce((SELECT (b.mapping, b.field, b.state, b.verdict) = (${wantedKey}) FROM counterpart.discrepancy_field b
    WHERE (${key.join(', ')}) ${COMES_AFTER[direction]} (${wantedKey}, ${(after ?? start[direction]).slice(1, -1)})
    ORDER BY ${key.map((column) => `${column} ${direction}`).join(', ')} OFFSET ${SHORT} LIMIT 1), false)`;
}

/**
 * The beginning of what is in both lists. One of them is read in order and each of its rows looked up in the other, row
 * by row, whatever the planner thinks that the two have in common: the field's list if little is left of it, else that
 * of the root cause, from where the field's begins.
 */
function beginningOfBoth(byRoot: List, byField: List, field: string, wanted: Wanted): string {
  const { direction } = wanted;
  const start = `(SELECT b.opened_at FROM counterpart.${byField.table} b WHERE ${conditionsOf('b', byField, wanted)}
    ORDER BY b.opened_at ${direction}, b.${byField.id} ${direction} LIMIT 1)`;
  // Nothing is counted where the field does not occur.
  const long = `(CASE WHEN ${start} IS NULL THEN false ELSE ${isLong(field, wanted)} END)`;
  const lookUp = (list: List, other: List): string => `CROSS JOIN LATERAL (SELECT 1 FROM counterpart.${other.table} o
    WHERE ${conditionsOf('o', other, { ...wanted, after: null })} AND o.opened_at = l.opened_at
      AND o.${other.id} = l.${list.id} LIMIT 1) found`;
  const fromStart = `l.opened_at ${COMES_AFTER[direction]}= ${start}`;
  return `(${beginningOf(byField, wanted, [`NOT ${long}`], lookUp(byField, byRoot))})
    UNION ALL (${beginningOf(byRoot, wanted, [long, fromStart], lookUp(byRoot, byField))})`;
}

/** The beginning of what is asked for within the combination. */
function beginning(wanted: Wanted): string {
  const { root, field } = wanted;
  const id = 'discrepancy_id';
  const byRoot = root === null ? null : { table: 'discrepancy_cause', id, chosen: { column: 'root_id', value: root } };
  const byField = field === null ? null : { table: 'discrepancy_field', id, chosen: { column: 'field', value: field } };
  if (byRoot !== null && byField !== null) return beginningOfBoth(byRoot, byField, byField.chosen.value, wanted);
  return beginningOf(byRoot ?? byField ?? { table: 'discrepancy', id: 'id' }, wanted);
}

/** As remembered: the beginning of each combination of mapping, state and verdict in the list's order. */
function remembered(wanted: Wanted): string {
  const mappings = wanted.mappings ?? MAPPINGS;
  return `SELECT k.opened_at, k.id FROM (${mappings}) m
    CROSS JOIN unnest(${texts(statesOf(wanted))}) AS s(state) CROSS JOIN unnest(${wanted.verdicts ?? VERDICTS}) AS v(verdict)
    CROSS JOIN LATERAL (${beginning(wanted)}) k`;
}

/** Those whose waiver lapsed: few, so that the conditions are held against each. */
function openAgain(wanted: Wanted): string {
  const { mappings, verdicts, field, root } = wanted;
  const conditions = all([
    'true',
    mappings !== null && `l.mapping IN (${mappings})`,
    verdicts !== null && `l.verdict = ANY(${verdicts})`,
    field !== null && `${field} = ANY(l.fields)`,
    root !== null &&
      `EXISTS (SELECT 1 FROM counterpart.discrepancy_cause c WHERE c.discrepancy_id = l.id AND c.root_id = ${root})`,
    follows('l', 'id', wanted),
  ]);
  return `SELECT l.opened_at, l.id FROM lapsed l WHERE ${conditions}`;
}

/**
 * SQL of the places, (opened_at, id), of one page. It reads at most one page of each combination of mapping, state and
 * verdict, whatever the conditions and however many discrepancies there are; only with a field and a root cause together
 * it reads on until it has found a page of those that have both. What is skipped is read as if it were of the page.
 */
export function placesOf(wanted: Wanted): string {
  const { direction } = wanted;
  const states = statesOf(wanted);
  if (states.length === 0) return 'SELECT opened_at, id FROM counterpart.discrepancy WHERE false';
  const use = lapsedIn(states);
  const parts = [remembered(wanted), ...(use === 'added' ? [openAgain(wanted)] : [])];
  return `${use === 'as remembered' ? '' : `WITH ${LAPSED}`} SELECT p.opened_at, p.id
    FROM (${parts.join(' UNION ALL ')}) p ORDER BY 1 ${direction}, 2 ${direction} LIMIT ${wanted.limit}${offsetOf(wanted.skip)}`;
}
