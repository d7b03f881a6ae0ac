import { randomUUID } from 'node:crypto';
import { context, isSpanContextValid, type Span, SpanKind, trace } from '@opentelemetry/api';
import type { Request, RequestHandler, Response } from 'express';
import type { Log } from '../log';
import type { Metrics } from '../metrics/metrics';
import { asCurrentRequest, type RequestRecord } from './current-request';
import { localsOf } from './locals';
import { readTraceParent } from './trace-parent';

/** Who learns of every request. */
export interface RequestWatch {
  readonly log: Log;
  readonly metrics: Metrics;
}

const ROUTES = ['/graphql', '/graphql/stream'];

/** Never the address as it came: there is no telling what is in it. */
const routeOf = (request: Request): string => ROUTES.find((route) => route === request.path) ?? 'other';

const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'RATE_LIMITED',
  503: 'UPSTREAM_UNAVAILABLE',
};

/** What is refused before it gets to GraphQL has a status only. */
function codeOf({ code }: RequestRecord, status: number): string {
  if (code !== null) return code;
  return status < 400 ? 'OK' : (CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'));
}

/** What is known of a request when its answer has ended. */
interface Answered {
  readonly record: RequestRecord;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly code: string;
  readonly durationMs: number;
  readonly isBrokenOff: boolean;
  readonly traceId: string | null;
}

function tellLog(log: Log, { record, traceId, isBrokenOff, ...answered }: Answered): void {
  const { requestId, type } = record;
  const { method, route, status, code, durationMs } = answered;
  const more = { ...(traceId === null ? {} : { traceId }), ...(isBrokenOff ? { isBrokenOff } : {}) };
  // Who asked is in the access log and in the audit trail, under the same id: a name is personal, and a log goes far.
  log.info({ requestId, method, route, type, status, code, durationMs, ...more }, 'a request was answered');
}

function tellMetrics(metrics: Metrics, { record, route, code, status, durationMs }: Answered): void {
  if (route === 'other') return;
  const isStream = route === '/graphql/stream';
  const type = record.type ?? (isStream ? 'subscription' : 'unknown');
  metrics.requests.inc({ type, code });
  if (!(record.isExecuted || (isStream && status < 400))) metrics.rejected.inc({ reason: code });
  // A stream lasts as long as somebody listens, which says nothing about us.
  if (!isStream) metrics.requestSeconds.observe({ type }, durationMs / 1000);
}

function endSpan(span: Span, { record, status, code }: Answered): void {
  span.updateName(record.type ?? 'graphql');
  span.setAttributes({
    'graphql.operation.type': record.type ?? 'unknown',
    'http.response.status_code': status,
    'counterpart.code': code,
    'counterpart.request_id': record.requestId,
  });
  span.end();
}

/** Gives every request an id, and tells of it when it was answered: in the log, in the metrics and in a trace. */
export function identifyRequests(watch?: RequestWatch): RequestHandler {
  return (request, response, next) => {
    const record: RequestRecord = { requestId: randomUUID(), type: null, code: null, isExecuted: false };
    localsOf(response).requestId = record.requestId;
    response.set('x-request-id', record.requestId);
    if (watch === undefined) return asCurrentRequest(record, next);
    const start = performance.now();
    const route = routeOf(request);
    const parent = readTraceParent(request.headers.traceparent);
    const span = trace.getTracer('counterpart').startSpan('graphql', { kind: SpanKind.SERVER }, parent);
    response.once('close', () => {
      const answered = answeredOf(record, { request, response, route, span, start });
      tellLog(watch.log, answered);
      tellMetrics(watch.metrics, answered);
      endSpan(span, answered);
    });
    context.with(trace.setSpan(parent, span), () => asCurrentRequest(record, next));
  };
}

interface Answer {
  readonly request: Request;
  readonly response: Response;
  readonly route: string;
  readonly span: Span;
  readonly start: number;
}

function answeredOf(record: RequestRecord, { request, response, route, span, start }: Answer): Answered {
  const { statusCode: status, writableFinished } = response;
  const traced = span.spanContext();
  return {
    record,
    method: request.method,
    route,
    status,
    code: codeOf(record, status),
    durationMs: Math.round(performance.now() - start),
    isBrokenOff: !writableFinished,
    traceId: isSpanContextValid(traced) ? traced.traceId : null,
  };
}
