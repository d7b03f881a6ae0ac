import { DiscrepancyState } from '../entities/ledger/discrepancy';
import { Verdict } from '../reconciliation/comparing/verdict';
import type { Database } from '../reconciliation/reading/database';
import type { DiscrepancyWhere } from '../resolvers/types/discrepancy-where';

/**
 * A ledger with many discrepancies, invented so that every filter has values that are common, rare, absent, and common
 * only at one end of the list. Its mappings are real ones, because the API names no others.
 */

/** Six of ten discrepancies are of the first. */
const MAPPINGS = ['teamCommunications', 'orders', 'patients', 'payments', 'offices'] as const;

/** What pages are asked for, named as in the API, with values that the ledger below was made for. */
export const PAGES: Readonly<Record<string, DiscrepancyWhere>> = {
  'open and waived': {},
  'in any state': { state: [DiscrepancyState.OPEN, DiscrepancyState.WAIVED, DiscrepancyState.CLOSED] },
  open: { state: [DiscrepancyState.OPEN] },
  waived: { state: [DiscrepancyState.WAIVED] },
  closed: { state: [DiscrepancyState.CLOSED] },
  'of a mapping': { mapping: 'teamCommunications' },
  'open, of a mapping': { mapping: 'teamCommunications', state: [DiscrepancyState.OPEN] },
  'of a verdict that three have': { verdict: [Verdict.UNREADABLE] },
  'of a mapping and two verdicts': { mapping: 'orders', verdict: [Verdict.MISSING, Verdict.BLOCKED] },
  'of a field that all have': { field: 'inAll' },
  'of a field that only the last have': { field: 'atTheEnd' },
  'of a field that three have': { field: 'ofThree' },
  'of a field that none has': { field: 'ofNone' },
  'open, of a mapping, a verdict and a field': {
    mapping: 'teamCommunications',
    state: [DiscrepancyState.OPEN],
    verdict: [Verdict.DIFFERENT],
    field: 'atTheEnd',
  },
  'of a root cause that half have': { rootCause: 'root 0' },
  'of a root cause that 200 have': { rootCause: 'root 77' },
  'of a root cause that three have': { rootCause: 'root of three' },
  'open, of a mapping and a root cause': {
    mapping: 'teamCommunications',
    state: [DiscrepancyState.OPEN],
    rootCause: 'root 0',
  },
  'of a root cause and a verdict that it has not': { rootCause: 'root 0', verdict: [Verdict.UNREADABLE] },
  'of a root cause and a field that all have': { rootCause: 'root 0', field: 'inAll' },
  'of a root cause and a field that only the last have': { rootCause: 'root 0', field: 'atTheEnd' },
  'of a root cause and a field that it has not': { rootCause: 'root 0', field: 'ofThree' },
  'of a legacy id': { legacyId: '4242' },
};

/** When discrepancy g was opened. */
export const openedAt = (g: number): string =>
  new Date(Date.UTC(2026, 0, 1) + g * 1_000).toISOString().replace('Z', '000Z');

const ROOTS = 5_000;

const roots = `INSERT INTO counterpart.root_cause (mapping, id, code, message)
  SELECT m, r, 'PARENT_NOT_ELIGIBLE', 'invented' FROM unnest($1::text[]) AS m
  CROSS JOIN (SELECT 'root ' || g FROM generate_series(0, ${ROOTS} - 1) AS g UNION ALL SELECT 'root of three') AS u(r)`;

/** Row g of $2: a fifth is closed and comes first, one of fifty is waived, three are rare in everything. */
const discrepancies = `INSERT INTO counterpart.discrepancy
    (mapping, record_key, legacy_id, new_id, verdict, state, waived_until, fields, fingerprint, opened_at, seen_at, closed_at)
  SELECT ($1::text[])[CASE WHEN g % 10 < 6 THEN 1 ELSE g % 10 - 4 END], g, g, NULL,
    CASE WHEN rare THEN 'UNREADABLE' WHEN g % 20 < 11 THEN 'BLOCKED' WHEN g % 20 < 17 THEN 'DIFFERENT' ELSE 'MISSING' END,
    CASE WHEN rare THEN 'OPEN' WHEN g <= $2::integer / 5 THEN 'CLOSED' WHEN g % 50 = 0 THEN 'WAIVED' ELSE 'OPEN' END,
    CASE WHEN NOT rare AND g > $2::integer / 5 AND g % 50 = 0 THEN
      CASE WHEN g % 5000 = 0 THEN timestamptz '2026-01-02 00:00:00Z' ELSE timestamptz '2099-01-01 00:00:00Z' END END,
    ARRAY['inAll'] || CASE WHEN rare THEN ARRAY['ofThree'] ELSE '{}' END
      || CASE WHEN g > $2::integer * 0.8 THEN ARRAY['atTheEnd'] ELSE '{}' END,
    'invented', at, at, CASE WHEN g <= $2::integer / 5 AND NOT rare THEN at END
  FROM (SELECT g, g % ($2::integer / 3) = 7 AS rare, timestamptz '2026-01-01 00:00:00Z' + g * interval '1 second' AS at
    FROM generate_series(1, $2::integer) AS g) AS u`;

/** Half of all have one cause in common; the others share theirs with few. */
const causes = `INSERT INTO counterpart.discrepancy_cause
    (discrepancy_id, ordinal, mapping, code, field, root_id, state, verdict, opened_at)
  SELECT id, 0, mapping, 'PARENT_NOT_ELIGIBLE', 'inAll',
    CASE WHEN verdict = 'UNREADABLE' THEN 'root of three' WHEN key_number % 2 = 0 THEN 'root 0'
      ELSE 'root ' || (key_number * 7919) % ${ROOTS} END, state, verdict, opened_at
  FROM counterpart.discrepancy`;

/** Those that are waived have a waiver; one of a hundred of these has expired. */
const waivers = `INSERT INTO counterpart.waiver (mapping, record_key, legacy_id, verdict, fingerprint, reason, actor, expires_at)
  SELECT mapping, record_key, legacy_id, verdict, fingerprint, 'invented', 'bench', waived_until
  FROM counterpart.discrepancy WHERE state = 'WAIVED'`;

const TABLES = ['discrepancy_cause', 'discrepancy_field', 'discrepancy', 'root_cause', 'waiver'];

/** Fills the ledger in place of what it had of this kind. Causes of a kept row may not stay behind, so that all go. */
export async function fillWithDiscrepancies(database: Database, count: number): Promise<void> {
  await database.query(`TRUNCATE ${TABLES.map((table) => `counterpart.${table}`).join(', ')}`);
  await database.query(roots, [MAPPINGS]);
  await database.query(discrepancies, [MAPPINGS, count]);
  await database.query(causes);
  await database.query(waivers);
  for (const table of TABLES) await database.query(`VACUUM ANALYZE counterpart.${table}`);
}
