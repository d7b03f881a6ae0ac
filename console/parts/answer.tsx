import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failed } from './failed';
import type { Answered } from './use-answer';

interface AnswerProps<Data> {
  readonly of: Answered<Data>;
  /** Lines that stand for what is being loaded. */
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/**
 * One question's answer in its four states. A failure with data from before shows both: what was known a moment ago, and
 * that it could not be asked for again.
 */
export function Answer<Data>({ of, rows = 4, children }: AnswerProps<Data>) {
  const { data, failure, isLoading, ask } = of;
  if (isLoading) return <Loading rows={rows} />;
  return (
    <>
      {failure !== null && <Failed failure={failure} isPartly={data !== undefined} onRetry={ask} />}
      {data !== undefined && children(data)}
    </>
  );
}

/** Stands for what is being loaded, so that nothing jumps when it comes. */
export function Loading({ rows = 4 }: { readonly rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={rows * 28} />
    </div>
  );
}
