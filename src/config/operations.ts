import type { Values } from './values';

/** How the service is watched, and how it ends. */
export interface OperationSettings {
  /** Where metrics and the state of health are told apart from the API; null: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Seconds that an orderly end may take before it is broken off. */
  readonly shutdownSeconds: number;
  /** Seconds between being no longer ready and the end of work, for a load balancer to learn of it. */
  readonly preStopSeconds: number;
  /** Where spans are sent by OTLP over HTTP, without the path of the signal, and under which name; null: there are none. */
  readonly traces: { readonly endpoint: string; readonly serviceName: string } | null;
}

const LONGEST_SHUTDOWN_S = 600;

export function readOperationSettings(values: Values): OperationSettings {
  const shutdownSeconds = values.whole('SHUTDOWN_SECONDS', { least: 1, most: LONGEST_SHUTDOWN_S, otherwise: 25 });
  const preStopSeconds = values.whole('PRE_STOP_SECONDS', { least: 0, most: LONGEST_SHUTDOWN_S, otherwise: 0 });
  if (preStopSeconds >= shutdownSeconds)
    values.reject('PRE_STOP_SECONDS', 'must be less than SHUTDOWN_SECONDS, or there is no time left to end in', '5');
  return Object.freeze({
    metrics: readMetrics(values),
    shutdownSeconds,
    preStopSeconds,
    traces: readTraces(values),
  });
}

function readMetrics(values: Values): OperationSettings['metrics'] {
  const port = values.optionalWhole('METRICS_PORT', { least: 0, most: 65_535, example: 9464 });
  const host = values.text('METRICS_HOST') ?? '127.0.0.1';
  if (!/^[\w.:-]+$/.test(host)) values.reject('METRICS_HOST', 'is no address to listen at', '127.0.0.1');
  return port === null ? null : Object.freeze({ host, port });
}

const COLLECTOR = 'http://127.0.0.1:4318';

/** By the names that every program with OpenTelemetry knows; the library itself reads the others of them. */
function readTraces(values: Values): OperationSettings['traces'] {
  const endpoint = values.text('OTEL_EXPORTER_OTLP_ENDPOINT');
  const serviceName = values.text('OTEL_SERVICE_NAME') ?? 'counterpart';
  if (endpoint === undefined) return null;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol))
    return Object.freeze({ endpoint: endpoint.replace(/\/$/, ''), serviceName });
  values.reject('OTEL_EXPORTER_OTLP_ENDPOINT', 'must be the address of a collector, by HTTP', COLLECTOR);
  return null;
}
