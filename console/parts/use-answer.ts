import { useState } from 'react';
import { type AnyVariables, createRequest, type TypedDocumentNode, useQuery } from 'urql';
import { type Failure, failureOf } from '../graphql/failure';

/** What a question has come to. Data that was seen before stays while it is asked for again, or cannot be. */
export interface Answered<Data> {
  readonly data: Data | undefined;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  /** Shown from before, and being asked for again. */
  readonly isStale: boolean;
  readonly ask: () => void;
}

interface Options {
  /** True: nothing is asked yet. */
  readonly pause?: boolean;
  /** True: an answer from before is enough. For what is dear to ask, and asked again by hand. */
  readonly isKept?: boolean;
}

/** Asks, and asks again whenever the variables change or something of the answer's types was written. */
export function useAnswer<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, isKept = false }: Options = {},
): Answered<Data> {
  const [{ data, error, fetching, stale, operation }, ask] = useQuery<Data, Variables>({
    query,
    variables,
    pause,
    requestPolicy: isKept ? 'cache-first' : 'cache-and-network',
  });
  // The library shows the answer to the question before until there is a new one: one record's values under another's name.
  const { key } = createRequest(query, variables);
  const isOwn = operation === undefined || operation.key === key;
  const own = !isOwn || (error !== undefined && isHollow(data)) ? undefined : data;
  // It drops the answer, too, when the same question fails the next time.
  const [last, setLast] = useState<{ readonly key: number; readonly data: Data | undefined }>({ key, data: undefined });
  if (own !== undefined && error === undefined && own !== last.data) setLast({ key, data: own });
  const before = last.key === key ? last.data : undefined;
  const answer = isOwn && error !== undefined ? (before ?? own) : own;
  return {
    data: answer,
    failure: error === undefined || !isOwn ? null : failureOf(error),
    isLoading: answer === undefined && (fetching || !isOwn),
    isStale: fetching || stale,
    ask: () => ask({ requestPolicy: 'network-only' }),
  };
}

/** A field that may be null is null when it failed as well: that nothing came is not the answer that there is nothing. */
const isHollow = (data: unknown): boolean =>
  data == null || Object.entries(data).every(([name, value]) => name === '__typename' || value === null);
