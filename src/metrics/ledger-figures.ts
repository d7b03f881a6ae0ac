import { RunState } from '../../entities/ledger/run';
import { SwitchName } from '../../entities/ledger/switch';
import { LAPSED } from '../../reconciliation/ledger/ledger';

/** A metric that a statement on the ledger answers: a row for each combination of labels, and its `value`. */
export interface LedgerFigure {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly isCounter?: boolean;
  readonly sql: string;
}

const quoted = (names: readonly string[]): string => names.map((name) => `('${name}')`).join(', ');

const secondsOf = (expression: string): string => `extract(epoch FROM ${expression})::float8`;

/** What is open now: what is remembered so, and what was waived until a while ago. */
const OPEN = `WITH ${LAPSED}, open AS (SELECT mapping, verdict, opened_at FROM counterpart.discrepancy WHERE state = 'OPEN'
  UNION ALL SELECT mapping, verdict, opened_at FROM lapsed)`;

/** A run says in words what it waits for, with figures in them. */
const THROTTLES = `(VALUES ('commit_latency', 'the new database takes %'), ('legacy_lag', 'the legacy replica %'),
  ('legacy_lag', 'nobody knows how far %'), ('rate_limit', 'the limit of %')) AS known(reason, words)`;

const OF_RECORDS: readonly LedgerFigure[] = [
  {
    name: 'discrepancies_open',
    help: 'Discrepancies that are open and not waived.',
    labels: ['mapping', 'verdict'],
    sql: `${OPEN} SELECT mapping, verdict, count(*)::float8 AS value FROM open GROUP BY mapping, verdict`,
  },
  {
    name: 'oldest_discrepancy_timestamp_seconds',
    help: 'When the oldest open discrepancy was opened.',
    labels: ['mapping'],
    sql: `${OPEN} SELECT mapping, ${secondsOf('min(opened_at)')} AS value FROM open GROUP BY mapping`,
  },
  {
    name: 'last_comparison_timestamp_seconds',
    help: 'When the mapping was last compared as a whole.',
    labels: ['mapping'],
    sql: `SELECT mapping, ${secondsOf('compared_at')} AS value FROM counterpart.comparison`,
  },
  {
    name: 'changes_total',
    help: 'Rows that Counterpart wrote on the new side, by what it did to them; runs included.',
    labels: ['mapping', 'kind'],
    isCounter: true,
    sql: `SELECT mapping, kind, sum(n)::float8 AS value FROM (
        SELECT mapping, kind, count(*) AS n FROM counterpart.change GROUP BY mapping, kind UNION ALL
        SELECT mapping, kind, sum(cardinality(legacy_ids)) FROM counterpart.bulk_change GROUP BY mapping, kind) AS written
      GROUP BY mapping, kind`,
  },
  {
    name: 'waivers_active',
    help: 'Waivers that stand: neither withdrawn nor expired.',
    labels: [],
    sql: `SELECT count(*)::float8 AS value FROM counterpart.waiver
      WHERE withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
  },
];

const OF_RUNS: readonly LedgerFigure[] = [
  {
    name: 'runs',
    help: 'Runs by state, all that there ever were.',
    labels: ['state'],
    sql: `SELECT state, count(id)::float8 AS value FROM (VALUES ${quoted(Object.values(RunState))}) AS known(state)
      LEFT JOIN counterpart.run USING (state) GROUP BY state`,
  },
  {
    name: 'run_segments',
    help: 'Segments of runs that are not over: waiting, with a worker, or left by one that is not heard of.',
    labels: ['state'],
    sql: `SELECT known.state, count(s.state)::float8 AS value FROM (VALUES ('waiting'), ('held'), ('left')) AS known(state)
      LEFT JOIN (SELECT CASE WHEN s.state = 'PENDING' THEN 'waiting' WHEN lease_until > clock_timestamp() THEN 'held'
        ELSE 'left' END AS state FROM counterpart.run_segment s JOIN counterpart.run r ON r.id = s.run_id
        WHERE s.state IN ('PENDING', 'RUNNING') AND r.state IN ('QUEUED', 'RUNNING', 'PAUSED')) AS s USING (state)
      GROUP BY known.state`,
  },
  {
    name: 'run_last_success_timestamp_seconds',
    help: 'When a run over the mapping last succeeded; dry runs are no success.',
    labels: ['mapping', 'kind'],
    sql: `SELECT mapping, kind, ${secondsOf('max(finished_at)')} AS value FROM counterpart.run
      WHERE state = 'SUCCEEDED' AND NOT dry_run GROUP BY mapping, kind`,
  },
  {
    name: 'throttle_active',
    help: 'Runs that a limit slows down now.',
    labels: ['reason'],
    sql: `SELECT known.reason, count(r.id)::float8 AS value FROM ${THROTTLES}
      LEFT JOIN counterpart.run r ON r.state = 'RUNNING' AND r.throttled_by LIKE known.words GROUP BY known.reason`,
  },
  {
    name: 'kill_switch_active',
    help: 'Whether a switch is on in the ledger: 1 or 0.',
    labels: ['switch'],
    sql: `SELECT name AS switch, coalesce(is_on, false)::integer::float8 AS value
      FROM (VALUES ${quoted(Object.values(SwitchName))}) AS known(name) LEFT JOIN counterpart.switch USING (name)`,
  },
];

const OF_AUDIT_AND_OUTBOX: readonly LedgerFigure[] = [
  {
    name: 'audit_chain_head_timestamp_seconds',
    help: 'When the last entry of the audit trail was made. It never goes back.',
    labels: [],
    sql: `SELECT ${secondsOf("(payload::json ->> 'at')::timestamptz")} AS value FROM counterpart.audit_entry
      ORDER BY sequence DESC LIMIT 1`,
  },
  {
    name: 'outbox_pending',
    help: 'Events that no webhook was told yet.',
    labels: [],
    sql: "SELECT count(*)::float8 AS value FROM counterpart.outbox WHERE state = 'PENDING'",
  },
  {
    name: 'outbox_dead',
    help: 'Events that were given up after many attempts.',
    labels: [],
    sql: "SELECT count(*)::float8 AS value FROM counterpart.outbox WHERE state = 'DEAD'",
  },
  {
    name: 'outbox_oldest_timestamp_seconds',
    help: 'When the oldest event came about that no webhook was told yet.',
    labels: [],
    sql: `SELECT ${secondsOf('min(at)')} AS value FROM counterpart.outbox WHERE state = 'PENDING' HAVING count(*) > 0`,
  },
];

export const LEDGER_FIGURES: readonly LedgerFigure[] = [...OF_RECORDS, ...OF_RUNS, ...OF_AUDIT_AND_OUTBOX];
