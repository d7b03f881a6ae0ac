import type { LoadLimits } from '../../reconciliation/runs/throttle';
import type { Values } from './values';

/** How runs are worked on, and how much load they may put on the databases. */
export interface RunSettings extends LoadLimits {
  /** Workers inside one process; 0: the server has none. */
  readonly lanes: number;
  /** Rows that a run may write without the approval of a second person. */
  readonly approvalOver: number;
  /** How long a segment stays with a worker that is not heard of. */
  readonly leaseSeconds: number;
}

export function readRunSettings(values: Values): RunSettings {
  return Object.freeze({
    rowsPerSecond: values.optionalWhole('RUN_ROWS_PER_SECOND', { least: 1, most: 10_000_000, example: 5_000 }),
    legacyLag: values.whole('LEGACY_LAG_LIMIT_S', { least: 0, most: 86_400, otherwise: 10 }),
    legacyLagQuery: readLagQuery(values),
    commitLatency: values.whole('COMMIT_LATENCY_LIMIT_MS', { least: 0, most: 600_000, otherwise: 1_000 }),
    lanes: values.whole('RUN_LANES', { least: 0, most: 32, otherwise: 2 }),
    leaseSeconds: values.whole('RUN_LEASE_S', { least: 2, most: 600, otherwise: 20 }),
    approvalOver: values.whole('RUN_APPROVAL_OVER', { least: 0, most: 1_000_000_000, otherwise: 1_000 }),
  });
}

const LAG_QUERY = 'SELECT TIMESTAMPDIFF(SECOND, max(ts), utc_timestamp()) FROM percona.heartbeat';

/** Only one SELECT, because nothing else is ever sent to the legacy side. */
function readLagQuery(values: Values): string | null {
  const query = values.text('LEGACY_LAG_QUERY')?.replace(/\s*;$/, '');
  if (query === undefined) return null;
  if (/^select\s/i.test(query) && !query.includes(';')) return query;
  values.reject('LEGACY_LAG_QUERY', 'must be one SELECT, which gives a number of seconds', LAG_QUERY);
  return null;
}
