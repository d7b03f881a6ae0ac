/** Digits that a number may have for its text and its double to be one and the same. */
const EXACT_DIGITS = 15;

const QUOTE = 34;
const BACKSLASH = 92;
const DOT = 46;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** What a glance over a JSON text tells. Of a text that is no JSON it means nothing. */
interface Glance {
  /** Colons outside of strings: each stands behind a key, repeated or not. */
  readonly keys: number;
  readonly depth: number;
  /** Whether each number is one that a double holds exactly as it is written. */
  readonly isExact: boolean;
}

/** The place of the quote that ends the string whose first character is at `from`. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
    if ((end - start) % 2 === 0) return end;
  }
  return text.length;
}

/** The place behind a number, or -1 where its text says more than a double can. */
function endOfNumber(text: string, from: number): number {
  let digits = 0;
  let place = from;
  for (; ; place += 1) {
    const code = text.charCodeAt(place);
    if (isDigit(code)) digits += 1;
    else if (code === 101 || code === 69) return -1;
    else if (code !== DOT) break;
  }
  return digits > EXACT_DIGITS ? -1 : place;
}

function glance(text: string): Glance {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  let isExact = true;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (code === QUOTE) place = endOfString(text, place + 1);
    else if (code === 58) keys += 1;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 125 || code === 93) depth -= 1;
    else if (isDigit(code) && isExact) {
      const end = endOfNumber(text, place);
      isExact = end >= 0;
      if (isExact) place = end - 1;
    }
  }
  return { keys, depth: deepest, isExact };
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) count += countKeys(item);
    return count;
  }
  for (const key of Object.keys(value)) count += 1 + countKeys((value as Record<string, unknown>)[key]);
  return count;
}

/** A document whose numbers are what JavaScript takes them for, and in which no key stands twice. */
export interface PlainJson {
  readonly value: unknown;
  readonly isExact: boolean;
}

/**
 * The document by the parser of JavaScript itself, many times as fast as one that keeps all digits; null: it is no JSON,
 * repeats a key or is deeper than that, and who wants to know more has to look closer.
 */
export function readPlainJson(text: string, deepest: number): PlainJson | null {
  const { keys, depth, isExact } = glance(text);
  if (depth > deepest) return null;
  try {
    const value: unknown = JSON.parse(text);
    // Of a repeated key JavaScript keeps the last value without a word.
    return countKeys(value) === keys ? { value, isExact } : null;
  } catch {
    return null;
  }
}

function areSameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (!isSamePlain(one[index], other[index])) return false;
  return true;
}

/** Whether two documents with exact numbers mean the same. */
export function isSamePlain(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && areSameItems(one, other);
  const keys = Object.keys(one);
  if (Array.isArray(other) || keys.length !== Object.keys(other).length) return false;
  for (const key of keys) {
    const isThere = Object.hasOwn(other, key);
    if (!isThere || !isSamePlain((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key])) return false;
  }
  return true;
}
