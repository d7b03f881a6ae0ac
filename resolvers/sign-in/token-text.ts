import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What every token begins with, so that scanners for leaked secrets and people know one when they see it. */
const MARK = 'cpt_';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 43;
const CHECK_LENGTH = 6;

const FORM = new RegExp(`^${MARK}([0-9A-Za-z]{${SECRET_LENGTH}})_([0-9A-Za-z]{${CHECK_LENGTH}})$`);

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, '0');
}

const checkOf = (secret: string): string => inBase62(BigInt(crc32(secret)), CHECK_LENGTH);

/** A new token: 32 random bytes, and a checksum by which a mistyped or invented one is known without asking anybody. */
export function createTokenText(): string {
  const secret = inBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), SECRET_LENGTH);
  return `${MARK}${secret}_${checkOf(secret)}`;
}

/** Whether a text says of itself that it is a token of ours. */
export const isMarked = (text: string): boolean => text.startsWith(MARK);

/** Whether it can be one at all. */
export function isTokenText(text: string): boolean {
  const [, secret, check] = FORM.exec(text) ?? [];
  return secret !== undefined && check === checkOf(secret);
}

/**
 * What is kept of a token. It holds 256 random bits, so that nobody finds it from its digest, and a slow digest would
 * add nothing. Tokens are looked up by it: how long that takes tells of the digest, from which nothing can be guessed.
 */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** By which an owner knows a token again: of the secret, not of the checksum. */
export const lastFourOf = (text: string): string => text.slice(-CHECK_LENGTH - 5, -CHECK_LENGTH - 1);
