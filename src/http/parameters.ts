import type { RequestHandler } from 'express';
import { LIMITS } from './limits';
import { refuse } from './refuse';

interface Parameters {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  readonly extensions?: unknown;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function problemOf({ query, operationName, variables, extensions }: Parameters): string | null {
  if (typeof query !== 'string' || query.trim() === '') return 'query must be a text';
  if (operationName != null && typeof operationName !== 'string') return 'operationName must be a text';
  if (variables != null && !isObject(variables)) return 'variables must be an object';
  if (extensions != null && !isObject(extensions)) return 'extensions must be an object';
  if (Object.keys(variables ?? {}).length > LIMITS.variables) return `give at most ${LIMITS.variables} variables`;
  return null;
}

/** Refuses what is JSON and no request of GraphQL. Hashes in place of queries are not known here: send the query. */
export const checkParameters: RequestHandler = (request, response, next) => {
  const parameters = request.body as Parameters;
  const { extensions } = parameters;
  if (isObject(extensions) && 'persistedQuery' in extensions)
    return refuse(response, 400, 'PERSISTED_QUERY_NOT_SUPPORTED', 'send the query itself, without persistedQuery');
  const problem = problemOf(parameters);
  if (problem !== null) return refuse(response, 400, 'BAD_REQUEST', problem);
  next();
};
