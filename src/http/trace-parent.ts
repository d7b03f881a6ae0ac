import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';

/** The W3C's traceparent of version 00: a trace, a span in it, and flags. */
const TRACE_PARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The trace that a caller's header names; whatever is not well formed starts a trace of its own. */
export function readTraceParent(header: unknown): Context {
  const [, traceId, spanId, flags] = (typeof header === 'string' ? TRACE_PARENT.exec(header) : null) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}
