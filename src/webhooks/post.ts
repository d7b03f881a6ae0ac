import { request as requestPlainly } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { type FindAddresses, NotPublic, publicLookup, refuseLiteral } from './public-address';

export interface Receiver {
  readonly url: string;
  /** `whsec_` and the key in Base64, as Standard Webhooks has it. */
  readonly secret: string;
  /** Whether the receiver may be a machine that cannot be reached from the Internet, and be spoken to without TLS. */
  readonly allowPrivate: boolean;
}

export interface WebhookMessage {
  /** The same on every attempt. */
  readonly id: string;
  readonly body: string;
}

/** From the look-up of the host to the head of the answer; receivers are to store first and work later. */
export const TIMEOUT_MS = 15_000;

export interface PostOptions {
  readonly timeoutMs?: number;
  readonly findAddresses?: FindAddresses;
  /** Breaks the attempt off: nobody knows then whether the message arrived. */
  readonly signal?: AbortSignal;
}

/**
 * Sends a signed message and returns the status of the answer, whose body is not read. Redirects are not followed: they
 * could lead to where the address itself may not.
 */
export function post(
  receiver: Receiver,
  message: WebhookMessage,
  { timeoutMs = TIMEOUT_MS, findAddresses, signal }: PostOptions = {},
): Promise<number> {
  const url = new URL(receiver.url);
  const limit = AbortSignal.timeout(timeoutMs);
  const send = url.protocol === 'https:' ? request : requestPlainly;
  return new Promise((resolve, reject) => {
    if (!receiver.allowPrivate) refuseLiteral(url);
    const options: RequestOptions = {
      method: 'POST',
      headers: headersOf(receiver, message),
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      // A connection of its own, to an address that was checked for this very attempt.
      agent: false,
      ...(receiver.allowPrivate ? {} : { lookup: publicLookup(findAddresses) }),
    };
    const outgoing = send(url, options, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    outgoing.once('error', reject);
    outgoing.end(message.body);
  });
}

function headersOf({ secret }: Receiver, { id, body }: WebhookMessage): Record<string, string | number> {
  const at = new Date();
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'counterpart',
    'webhook-id': id,
    'webhook-timestamp': Math.floor(at.getTime() / 1000),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** Why nothing was delivered, in words that may be stored and shown: none of the receiver's. */
export function problemOf(thrown: unknown): string {
  if (thrown instanceof NotPublic) return 'the address is not a public one; WEBHOOK_ALLOW_PRIVATE=true allows it';
  if (!(thrown instanceof Error)) return 'the request failed';
  if (thrown.name === 'AbortError' || thrown.name === 'TimeoutError') return 'no answer in time';
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null;
  return code === null ? 'the request failed' : (WORDS[code] ?? `the request failed (${code})`);
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at the address',
  ECONNRESET: 'the connection was broken off before an answer',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is made out to another host',
};
