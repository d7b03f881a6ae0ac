import { isLosslessNumber, parse } from 'lossless-json';
import type { ValueKind } from '../entities/table';
import { readPlainJson } from './plain-json';
import { TOO_LARGE, TOO_LARGE_REASON } from './reading/too-large';

/** A value that a database returned and nobody can interpret. It is never shown as missing, equal or different. */
export class Unreadable {
  constructor(
    /** What is wrong, in plain words, without the value itself. */
    readonly reason: string,
    /** The raw bytes in hexadecimal, where the engine could still say them. */
    readonly bytes: string | null = null,
  ) {}
}

/** One value of a row: its exact canonical text, SQL NULL, or unreadable. */
export type Cell = string | null | Unreadable;

const INSTANT = /^(\d{4,6})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{6})Z$/;
const DATE = /^(\d{4,6})-(\d{2})-(\d{2})$/;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DECIMAL = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/;

/** True when year, month and day name a day of the calendar: zero dates and the 30th of February do not. */
function isCalendarDay(year: string, month: string, day: string): boolean {
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(year) > 0 && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
}

function readInstant(text: string): Cell {
  const match = INSTANT.exec(text);
  // The finding never repeats the text: it may be personal.
  if (match === null) return new Unreadable('not an instant');
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = match;
  const isOnClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isOnClock && isCalendarDay(year, month, day) ? text : new Unreadable('not a moment of calendar and clock');
}

function readDate(text: string): Cell {
  const match = DATE.exec(text);
  const [, year = '', month = '', day = ''] = match ?? [];
  return match !== null && isCalendarDay(year, month, day) ? text : new Unreadable('not a day of the calendar');
}

/** Deeper documents are made by accident or malice; reading them would exhaust the stack. */
export const DEEPEST = 500;

/** How much deeper a legacy document may stand on the new side, inside the one that was made around it. */
export const WRAPPING = 20;

function isTooDeep(text: string, deepest: number): boolean {
  let depth = 0;
  // Strings are passed over as a whole: their brackets open nothing.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Where a JSON text breaks, in the parser's words. The message must not repeat the text: it may be personal. */
function jsonError(text: string, deepest: number): string | null {
  // Nearly every document is in order, and the parser of JavaScript says so in a fraction of the time.
  if (readPlainJson(text, deepest) !== null) return null;
  if (isTooDeep(text, deepest)) return `JSON nested deeper than ${deepest} levels`;
  try {
    parse(text);
    return null;
  } catch (error) {
    const message = String(error);
    const position = /position (\d+)/i.exec(message);
    // Some programs take the last value and others the first, so nobody can say what such a document means.
    const what = /duplicate key/i.test(message) ? 'a key of the JSON object is repeated' : 'malformed JSON';
    return position === null ? what : `${what} at position ${position[1]}`;
  }
}

/** Checks a JSON text that a text column holds; answers the text, or Unreadable with the position of the error. */
export function readJson(text: string, margin = 0): string | Unreadable {
  const problem = jsonError(text, DEEPEST + margin);
  return problem === null ? text : new Unreadable(problem);
}

/** Turns the text that the database rendered into a cell; dates can still prove to be no value, and so can UUIDs that MySQL keeps as characters. */
export function readCell(kind: ValueKind, text: string | null): Cell {
  if (text === null) return null;
  if (text === TOO_LARGE) return new Unreadable(TOO_LARGE_REASON);
  if (kind === 'instant') return readInstant(text);
  if (kind === 'date') return readDate(text);
  if (kind === 'uuid' && !UUID.test(text)) return new Unreadable('not a UUID');
  return text;
}

/** Decimal text without insignificant zeros, so that 12.50 and 12.5 are one number and 12.51 is another. */
export function normaliseDecimal(text: string): string {
  const match = DECIMAL.exec(text);
  if (match === null || !/\d/.test(text)) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return digits === '0' ? '0' : `${sign}${digits}`;
}

/**
 * One text for all notations of a JSON number: its significant digits and the power of ten behind them. Nothing is
 * written out, because a few characters of exponent may stand for gigabytes of zeros.
 */
function plainNumber(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}

function canonicalNode(node: unknown): unknown {
  if (typeof node === 'number' || isLosslessNumber(node)) return { number: plainNumber(node.toString()) };
  if (Array.isArray(node)) return node.map(canonicalNode);
  if (node !== null && typeof node === 'object') {
    const entries = Object.entries(node).sort(([first], [second]) => (first < second ? -1 : 1));
    return { object: entries.map(([key, value]) => [key, canonicalNode(value)]) };
  }
  return node;
}

/** Whether a JSON text holds a string that PostgreSQL's jsonb refuses: with NUL in it, or half of a surrogate pair. */
export function hasUnstorableString(text: string): boolean {
  // Either stands there as an escape, or half of a pair as it is: next to no document has to be gone through for it.
  if (!/\\u(?:0000|d[89a-f])|\p{Surrogate}/iu.test(text)) return false;
  let isFound = false;
  const look = (value: unknown): void => {
    if (typeof value === 'string') isFound ||= value.includes(String.fromCharCode(0)) || /\p{Surrogate}/u.test(value);
  };
  JSON.parse(text, (key, value: unknown) => {
    look(key);
    look(value);
    return value;
  });
  return isFound;
}

/**
 * One text for all JSON texts that mean the same: key order, white space and number notation do not matter. Objects
 * become `{object: [[key, value], …]}` and numbers `{number: digits}`, so that neither can be mistaken for an array
 * or a string.
 */
export function canonicalJson(text: string): string {
  const plain = readPlainJson(text, DEEPEST);
  return JSON.stringify(canonicalNode(plain?.isExact === true ? plain.value : parse(text)));
}

/** The form in which two texts of a kind are held against each other. */
export function normalise(kind: ValueKind, text: string): string {
  switch (kind) {
    case 'decimal':
      return normaliseDecimal(text);
    case 'json':
      return canonicalJson(text);
    case 'uuid':
      return text.toLowerCase();
    default:
      return text;
  }
}
