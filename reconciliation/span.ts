import { type Attributes, type SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Does some work inside a span, which is nothing as long as tracing is off. Attributes are of small closed sets, as the
 * labels of metrics are: no key, no value, no person. Of an error only its name is told.
 */
export function inSpan<Result>(
  name: string,
  attributes: Attributes,
  work: () => Promise<Result>,
  kind?: SpanKind,
): Promise<Result> {
  const options = kind === undefined ? { attributes } : { attributes, kind };
  return trace.getTracer('counterpart').startActiveSpan(name, options, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      throw error;
    } finally {
      span.end();
    }
  });
}
