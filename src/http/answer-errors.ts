import type { ErrorRequestHandler } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import { LIMITS } from './limits';
import { refuse } from './refuse';

const BAD_REQUESTS: Readonly<Record<number, string>> = {
  413: `the request is larger than ${LIMITS.bodyBytes} bytes`,
  415: 'content-type must be application/json, in UTF-8',
};

/** 503 for what is worth a second try. */
const STATUS: Readonly<Record<string, number>> = { UPSTREAM_UNAVAILABLE: 503, TIMEOUT: 503 };

/** Answers what broke before or beside GraphQL in the same shape, and as masked. */
export const answerErrors =
  (format: (formatted: GraphQLFormattedError, thrown: unknown) => GraphQLFormattedError): ErrorRequestHandler =>
  (error: { status?: number }, _request, response, next) => {
    // What is half sent can only be broken off, which Express does.
    if (response.headersSent) return next(error);
    const { status } = error;
    if (status !== undefined && status >= 400 && status < 500)
      return refuse(response, status, 'BAD_REQUEST', BAD_REQUESTS[status] ?? 'the request cannot be read');
    const answer = format({ message: '', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error);
    response.status(STATUS[String(answer.extensions?.code)] ?? 500).json({ errors: [answer] });
  };
