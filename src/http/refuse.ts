import type { Response } from 'express';

/** Answers a request that does not get as far as GraphQL, in the shape of a GraphQL error. */
export function refuse(response: Response, status: number, code: string, message: string): void {
  response.status(status).json({ errors: [{ message, extensions: { code } }] });
}
