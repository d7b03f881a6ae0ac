import express, { type RequestHandler } from 'express';
import { LIMITS } from './limits';
import { refuse } from './refuse';

/** What is wrong with a body; says what to send instead, and nothing of what was sent. */
class BadBody extends Error {}

/** Names by which an object would be given another ancestry; nobody means them. */
const NAMES_OF_ANCESTRY = ['__proto__', 'constructor', 'prototype'];

const PARTS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;

/** JSON.parse takes the last of two values with one name, other readers on the way take the first. */
function checkNames(text: string): void {
  const open: (Set<string> | null)[] = [];
  let before = '';
  for (const [part] of text.matchAll(PARTS)) {
    if (part === '{') open.push(new Set());
    else if (part === '[') open.push(null);
    else if (part === '}' || part === ']') open.pop();
    else if (part === ':') checkName(JSON.parse(before) as string, open.at(-1) ?? new Set());
    if (open.length > LIMITS.jsonDepth) throw new BadBody(`the request body is nested deeper than ${LIMITS.jsonDepth}`);
    before = part;
  }
}

function checkName(name: string, names: Set<string>): void {
  if (NAMES_OF_ANCESTRY.includes(name)) throw new BadBody('the request body has a name that is not allowed');
  if (names.has(name)) throw new BadBody('the request body says something twice: give each name once');
  names.add(name);
}

/** Beyond 2^53 a number of JSON becomes another one, and an id would name another record. */
function checkNumber(_name: string, value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new BadBody('send whole numbers of more than 15 digits as texts');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, checkNumber);
  } catch (error) {
    throw error instanceof BadBody ? error : new BadBody('the request body is no JSON');
  }
}

function decode(bytes: unknown): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes instanceof Uint8Array ? bytes : new Uint8Array());
  } catch {
    throw new BadBody('the request body is no UTF-8');
  }
}

function readObject(bytes: unknown): object {
  const text = decode(bytes);
  const value = parse(text);
  if (Array.isArray(value)) throw new BadBody('send one operation at a time: batches are not taken');
  if (typeof value !== 'object' || value === null) throw new BadBody('the request body must be an object of JSON');
  checkNames(text);
  return value;
}

const readJson: RequestHandler = (request, response, next) => {
  try {
    request.body = readObject(request.body);
  } catch (error) {
    if (!(error instanceof BadBody)) throw error;
    return refuse(response, 400, 'BAD_REQUEST', error.message);
  }
  next();
};

/** Reads a request's JSON into `body`, more strictly than a parser does. */
export const readBody: readonly RequestHandler[] = [
  express.raw({ type: () => true, limit: LIMITS.bodyBytes, inflate: false }),
  readJson,
];
