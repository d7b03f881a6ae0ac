/** Digits that a number may have for its text and its double to be one and the same. */
const EXACT_DIGITS = 15;

const QUOTE = 34;
const BACKSLASH = 92;

/** What the characters outside of strings mean, by their codes. */
const MEANING = new Uint8Array(128);
const COLON = 1;
const OPENS = 2;
const CLOSES = 3;
const DIGIT = 4;
const STRING = 5;
MEANING[':'.charCodeAt(0)] = COLON;
for (const character of '{[') MEANING[character.charCodeAt(0)] = OPENS;
for (const character of '}]') MEANING[character.charCodeAt(0)] = CLOSES;
for (const character of '0123456789') MEANING[character.charCodeAt(0)] = DIGIT;
MEANING[QUOTE] = STRING;

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
  let end = text.indexOf('"', from);
  while (end >= 0 && text.charCodeAt(end - 1) === BACKSLASH) {
    let start = end;
    while (text.charCodeAt(start - 1) === BACKSLASH) start -= 1;
    if ((end - start) % 2 === 0) break;
    end = text.indexOf('"', end + 1);
  }
  return end < 0 ? text.length : end;
}

/** How many characters a number has from a place on, or 0 where its text says more than a double can. */
function lengthOfNumber(text: string, from: number): number {
  let digits = 0;
  for (let place = from; ; place += 1) {
    const code = text.charCodeAt(place);
    if (MEANING[code] === DIGIT) digits += 1;
    else if (code === 101 || code === 69) return 0;
    else if (code !== 46) return digits > EXACT_DIGITS ? 0 : place - from;
  }
}

function glance(text: string): Glance {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  let isExact = true;
  for (let place = 0; place < text.length; place += 1) {
    const meaning = MEANING[text.charCodeAt(place)];
    if (meaning === STRING) place = endOfString(text, place + 1);
    else if (meaning === COLON) keys += 1;
    else if (meaning === OPENS) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (meaning === CLOSES) depth -= 1;
    else if (meaning === DIGIT && isExact) {
      const length = lengthOfNumber(text, place);
      isExact = length > 0;
      place += Math.max(0, length - 1);
    }
  }
  return { keys, depth: deepest, isExact };
}

/** How many keys a document of JavaScript's own parser has, in all its objects. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) count += countKeys(item);
    return count;
  }
  // What was parsed inherits no key, and to list its keys first takes twice as long.
  for (const key in value) count += 1 + countKeys((value as Record<string, unknown>)[key]);
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
    if (!isThere || !isSamePlain((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
      return false;
  }
  return true;
}
