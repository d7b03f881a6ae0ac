import { createClient as createStreams } from 'graphql-sse';
import {
  type Client,
  cacheExchange,
  createClient,
  fetchExchange,
  makeOperation,
  mapExchange,
  subscriptionExchange,
} from 'urql';
import { endSession, type Session } from '../sign-in/session';
import { patientFetch } from './patient-fetch';

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
export const asUnmasked = (session: Session) => ({ fetchOptions: () => ({ headers: headersOf(session, {}) }) });

/** The token is read for each request: it may have been renewed since the one before. */
const asMasked = (session: Session) => () => ({ headers: headersOf(session, MASKED) });

const GONE = 'You were signed out: the token is not valid any more.';

const askWithPatience = (mostSeconds: number) =>
  mapExchange({
    onOperation: (operation) =>
      operation.kind === 'query'
        ? makeOperation(operation.kind, operation, { ...operation.context, fetch: patientFetch(mostSeconds) })
        : operation,
  });

/** A panel says what it waits for; rows of a list are shown as being loaded, for as long as a limit takes to pass. */
const PATIENCE = { panel: 5, list: 60 };

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
    fetchOptions: asMasked(session),
    exchanges: [askWithPatience(PATIENCE.list), endWithSession, fetchExchange],
  });

/** The way to the API for as long as somebody is signed in. Nothing of it outlives the session. */
export function createApi(session: Session): Client {
  const streams = createStreams({ url: '/graphql/stream', headers: () => headersOf(session, MASKED) });
  return createClient({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: asMasked(session),
    // What was seen before is shown at once and asked for again: figures move under the eyes of everybody.
    requestPolicy: 'cache-and-network',
    exchanges: [
      cacheExchange,
      askWithPatience(PATIENCE.panel),
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
