import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

/** Asks as the person who is signed in; the other headers are those of the editor. */
export const createFetcher = (token: string | null): Fetcher =>
  createGraphiQLFetcher({ url: '/graphql', headers: token === null ? {} : { authorization: `Bearer ${token}` } });
