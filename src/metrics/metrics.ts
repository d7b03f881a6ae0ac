import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Before every name, so that a dashboard finds all of them. */
export const PREFIX = 'counterpart_';

const STATEMENT_SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60];
const REQUEST_SECONDS = [0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30];

/**
 * What this process counts. A label is one of a small closed set: never a person, a record, the name that a caller gave
 * an operation, or the text of an error.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = this.counter('graphql_requests_total', 'GraphQL operations, by how they ended.', [
    'type',
    'code',
  ]);
  readonly requestSeconds = this.histogram(
    'graphql_request_duration_seconds',
    'From the arrival of a GraphQL request to the end of its answer.',
    ['type'],
    REQUEST_SECONDS,
  );
  readonly rejected = this.counter('graphql_rejected_total', 'Requests that were not carried out, by the reason.', [
    'reason',
  ]);
  readonly denied = this.counter('authz_denied_total', 'Operations that the role of the caller does not allow.', [
    'action',
  ]);
  readonly personalReads = this.counter(
    'personal_reads_total',
    'Records whose personal or medical values were shown, by the class of the data.',
    ['class'],
  );
  readonly reveals = this.counter('reveals_total', 'Masked fields that somebody asked to see, by how that ended.', [
    'result',
  ]);
  readonly deliveries = this.counter('webhook_deliveries_total', 'Attempts to tell a webhook something.', ['result']);
  readonly statementSeconds = this.histogram(
    'db_query_duration_seconds',
    'Statements as this process waited for them, by side and verb. Long answers that are read bit by bit are not among them.',
    ['db', 'op'],
    STATEMENT_SECONDS,
  );
  readonly statementErrors = this.counter('db_errors_total', 'Statements that failed, by side and kind of failure.', [
    'db',
    'class',
  ]);

  /** `version`: of this program. */
  constructor(version: string) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge('build_info', 'Always 1; the labels say which version runs on which Node.', ['version', 'node']).set(
      { version, node: process.version },
      1,
    );
  }

  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private histogram(name: string, help: string, labelNames: readonly string[], buckets: number[]): Histogram {
    return new Histogram({
      name: PREFIX + name,
      help,
      labelNames: [...labelNames],
      buckets,
      registers: [this.registry],
    });
  }
}
