import type { Request, RequestHandler } from 'express';
import { refuse } from './refuse';

const ANSWERS = ['application/json', 'application/graphql-response+json'];

interface Problem {
  readonly status: number;
  readonly message: string;
}

/** JSON is UTF-8; another charset would be read as what it is not. No page of a foreign site can send this type unasked. */
function isJson(request: Request): boolean {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charsets = parameters.map((part) => part.trim()).filter((part) => part.startsWith('charset'));
  return type.trim() === 'application/json' && charsets.every((part) => /^charset="?utf-?8"?$/.test(part));
}

function problemOf(request: Request, isAnswerable: (request: Request) => boolean, answers: string): Problem | null {
  if (request.method !== 'POST') return { status: 405, message: 'send a POST' };
  if (!isAnswerable(request)) return { status: 406, message: `accept must be ${answers}` };
  if (!isJson(request)) return { status: 415, message: 'content-type must be application/json, in UTF-8' };
  if (request.headers['content-encoding'] !== undefined) return { status: 415, message: 'send the body uncompressed' };
  return null;
}

const checkForm =
  (isAnswerable: (request: Request) => boolean, answers: string): RequestHandler =>
  (request, response, next) => {
    const problem = problemOf(request, isAnswerable, answers);
    if (problem === null) return next();
    if (problem.status === 405) response.set('allow', 'POST');
    refuse(response, problem.status, 'BAD_REQUEST', problem.message);
  };

/** Before anything is done: once an operation is carried out, it is too late to find that its answer is not wanted. */
export const checkSingleRequest = checkForm(
  (request) => request.accepts(ANSWERS) !== false,
  'application/json or application/graphql-response+json',
);

export const checkStreamRequest = checkForm(
  (request) => request.headers.accept === 'text/event-stream',
  'text/event-stream',
);
