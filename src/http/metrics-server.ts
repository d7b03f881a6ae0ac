import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerHealth, type Health } from './health';

export interface MetricsServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface MetricsServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly health: Health;
  /** Everything that is measured, in the text form of Prometheus. */
  readonly scrape: () => Promise<{ readonly contentType: string; readonly body: string }>;
}

async function answer(
  options: MetricsServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (await answerHealth(options.health, request, response)) return;
  const [path] = (request.url ?? '').split('?');
  if (path !== '/metrics' || request.method !== 'GET') {
    response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('/metrics, /livez and /readyz are here\n');
    return;
  }
  const { contentType, body } = await options.scrape();
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
}

/**
 * Metrics and health on a port of their own, without a sign-in: it is for those who run the service, and is not to be
 * let through to those who use it.
 */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}/metrics`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
