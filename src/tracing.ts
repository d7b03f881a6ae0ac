import type { Attributes } from '@opentelemetry/api';

export interface Tracing {
  /** Sends what was not sent yet, for a moment; nobody waits longer for a collector. */
  stop(): Promise<void>;
}

export interface TracingOptions {
  /** The address of a collector, without the path of the signal. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
}

/** A collector that does not answer keeps nothing from going on, and nobody from ending. */
const SEND_LIMIT_MS = 2_000;

/** Who sends the spans. The library's own maker of these would tell of the machine, too. */
function resourceOf(attributes: Attributes) {
  const resource = {
    attributes,
    asyncAttributesPending: false,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}

/** Switches tracing on. The library is loaded only then; without it every span is nothing. */
export async function startTracing({ endpoint, serviceName, version }: TracingOptions): Promise<Tracing> {
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: SEND_LIMIT_MS });
  const provider = new NodeTracerProvider({
    resource: resourceOf({ 'service.name': serviceName, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  // Where a request comes from is read by the request log, and baggage of callers is passed on to nobody.
  provider.register({ propagator: null });
  const stop = async (): Promise<void> => {
    const limit = new Promise<void>((resolve) => setTimeout(resolve, SEND_LIMIT_MS).unref());
    await Promise.race([provider.shutdown().catch(() => undefined), limit]);
  };
  return { stop };
}
