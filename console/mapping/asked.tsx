import { Button, Text } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { Answer } from '../parts/answer';
import { useAnswer } from '../parts/use-answer';
import type { Turn } from './use-turns';

interface AskedProps<Data, Variables extends AnyVariables> {
  readonly query: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  readonly turn: Turn;
  readonly children: (data: Data) => ReactNode;
}

/** A question that reads whole tables, asked when it is its turn. */
export function Asked<Data, Variables extends AnyVariables>(props: AskedProps<Data, Variables>) {
  const { query, variables, turn, children } = props;
  const { mayAsk, onSettled } = turn;
  const answer = useAnswer(query, variables, { pause: !mayAsk, isKept: true });
  const isSettled = answer.data !== undefined || answer.failure !== null;
  useEffect(() => {
    if (isSettled) onSettled();
  }, [isSettled, onSettled]);
  if (!mayAsk)
    return (
      <Text size="sm" c="var(--page-muted)" role="status">
        Waits until the question before it is answered.
      </Text>
    );
  return (
    <>
      <Answer of={answer}>{children}</Answer>
      {answer.data !== undefined && (
        <Button size="compact-xs" variant="subtle" mt={4} loading={answer.isStale} onClick={answer.ask}>
          Ask again
        </Button>
      )}
    </>
  );
}
