import type { Receiver } from '../webhooks/post';
import { NotPublic, refuseLiteral } from '../webhooks/public-address';
import type { Values } from './values';

const URL_EXAMPLE = 'https://hooks.example.com/counterpart';
const SECRET_EXAMPLE = 'whsec_<24 to 64 random bytes in Base64>';

/** Where events are sent; null: nowhere, and none are kept. What is wrong is told, never the address: it may hold a secret. */
export function readWebhook(values: Values): Receiver | null {
  const url = values.secret('WEBHOOK_URL');
  const secret = values.secret('WEBHOOK_SECRET');
  const allowPrivate = values.flag('WEBHOOK_ALLOW_PRIVATE');
  if (url === undefined) {
    if (secret !== undefined)
      values.reject('WEBHOOK_URL', 'is not set, although WEBHOOK_SECRET is: set both, or neither', URL_EXAMPLE);
    return null;
  }
  const problem = findUrlProblem(url, allowPrivate);
  if (problem !== null) values.reject('WEBHOOK_URL', problem, URL_EXAMPLE);
  if (secret === undefined || !isSecret(secret)) {
    const fault = secret === undefined ? 'is not set: events are never sent unsigned' : 'is no key of 24 to 64 bytes';
    values.reject('WEBHOOK_SECRET', fault, SECRET_EXAMPLE);
    return null;
  }
  return Object.freeze({ url, secret, allowPrivate });
}

function findUrlProblem(text: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(text)) return 'cannot be read as an address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    return 'must start with https://; http:// is for receivers in the own network, with WEBHOOK_ALLOW_PRIVATE=true';
  if (url.username !== '' || url.password !== '')
    return 'must not have a user or a password: messages are signed instead';
  return allowPrivate || !isPrivate(url)
    ? null
    : 'leads into the own network; WEBHOOK_ALLOW_PRIVATE=true allows that for receivers that stand there';
}

/** As far as the address says so itself; names are looked up, and checked, at every attempt. */
function isPrivate(url: URL): boolean {
  try {
    refuseLiteral(url);
    return /(^|\.)localhost\.?$/.test(url.hostname);
  } catch (error) {
    if (error instanceof NotPublic) return true;
    throw error;
  }
}

const PREFIX = 'whsec_';

function isSecret(text: string): boolean {
  const key = text.slice(PREFIX.length);
  if (!text.startsWith(PREFIX) || !/^[A-Za-z0-9+/]+={0,2}$/.test(key)) return false;
  const { length } = Buffer.from(key, 'base64');
  return length >= 24 && length <= 64;
}
