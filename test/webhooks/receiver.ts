import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from '../support/until';

export interface Received {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body, after its signature was verified. */
  readonly event: WebhookEvent;
}

export interface WebhookEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly mapping: string;
    readonly count?: number;
    readonly discrepancies?: readonly string[];
    readonly run?: string;
    readonly kind?: string;
    readonly state?: string;
  };
}

/** How a receiver answers the message of this place, from 0. */
export type Answering = (response: ServerResponse, place: number) => void;

export const accept: Answering = (response) => response.writeHead(204).end();

export const answerWith =
  (status: number, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(status, headers).end('the body of an answer');

/** The program of somebody else, which takes messages in and verifies them as its author was told to. */
export class Receiver {
  readonly secret = `whsec_${Buffer.from('a key that only the test knows').toString('base64')}`;
  readonly received: Received[] = [];
  answering: Answering = accept;
  port = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8');
        const event = new Webhook(this.secret).verify(body, request.headers as Record<string, string>) as WebhookEvent;
        this.received.push({ id: String(request.headers['webhook-id']), headers: request.headers, body, event });
        this.answering(response, this.received.length - 1);
      });
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await receiver.start(0);
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** What the service is told of it. */
  get settings(): { url: string; secret: string; allowPrivate: boolean } {
    return { url: this.url, secret: this.secret, allowPrivate: true };
  }

  start(port: number): Promise<void> {
    return new Promise((resolve) =>
      this.server.listen(port, '127.0.0.1', () => {
        ({ port: this.port } = this.server.address() as AddressInfo);
        resolve();
      }),
    );
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Waits until this many messages have arrived, and returns all there are. */
  async has(count: number): Promise<readonly Received[]> {
    await until(`${count} messages arrive`, () => this.received.length >= count);
    return this.received;
  }
}
