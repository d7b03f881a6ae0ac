import { createClient as createStreams } from 'graphql-sse';
import { type Client, cacheExchange, createClient, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { endSession, type Session } from '../sign-in/session';

/** The header by which a whole answer is masked, for whoever asks. */
const MASKED = { 'x-counterpart-values': 'masked' };

const headersOf = ({ token }: Session, more: Record<string, string>): Record<string, string> => ({
  ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  ...more,
});

/**
 * Options of one request that shows personal and medical values to those whose role sees them. Whoever asks like this is
 * entered in the access log. Everything else that the page asks is masked: nobody is shown what nobody wanted to see.
 */
export const asUnmasked = (session: Session) => ({ fetchOptions: { headers: headersOf(session, {}) } });

const GONE = 'You were signed out: the token is not valid any more.';

const endWithSession = mapExchange({
  onError(error) {
    if ((error.response as Response | undefined)?.status === 401) endSession(GONE);
  },
});

/** The same way without a memory of its own, for lists of any length: they keep what they need, and drop it. */
export const createListApi = (session: Session): Client =>
  createClient({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { headers: headersOf(session, MASKED) },
    exchanges: [endWithSession, fetchExchange],
  });

/** The way to the API for as long as somebody is signed in. Nothing of it outlives the session. */
export function createApi(session: Session): Client {
  const headers = headersOf(session, MASKED);
  const streams = createStreams({ url: '/graphql/stream', headers });
  return createClient({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { headers },
    // What was seen before is shown at once and asked for again: figures move under the eyes of everybody.
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange,
      endWithSession,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: streams.subscribe({ query, variables: variables as Record<string, unknown> }, sink as never),
          }),
        }),
      }),
    ],
  });
}
