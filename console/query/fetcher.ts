import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import type { Session } from '../sign-in/session';

/** Asks as the person who is signed in; the other headers are those of the editor. */
export const createFetcher = (session: Session): Fetcher =>
  createGraphiQLFetcher({
    url: '/graphql',
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      if (session.token !== null && !headers.has('authorization'))
        headers.set('authorization', `Bearer ${session.token}`);
      return fetch(input, { ...init, headers });
    },
  });
