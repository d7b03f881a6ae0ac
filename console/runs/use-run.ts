import { useState } from 'react';
import { useSubscription } from 'urql';
import { RunsOneDocument, RunsProgressDocument, type RunsWholeFragment } from '../generated/operations';
import { type Answered, useAnswer } from '../parts/use-answer';
import { useAskAgain } from '../parts/use-ask-again';

interface WatchedRun {
  /** The question that the page began with: how it failed, whether it is being asked. */
  readonly answer: Answered<unknown>;
  /** As it stood when it was last told of; null: nothing is known yet, or there is none. */
  readonly run: Whole | null;
  /** Whether it was asked for and is not there. */
  readonly isUnknown: boolean;
}

type Whole = RunsWholeFragment;

interface Seen {
  readonly asked: Whole | null | undefined;
  readonly streamed: Whole | undefined;
  /** Whichever of the two came last. */
  readonly run: Whole | null;
}

const NOTHING: Seen = { asked: undefined, streamed: undefined, run: null };

/** A run, told of by a stream for as long as it goes on; where none comes through it is asked for again and again. */
export function useRun(id: string): WatchedRun {
  const [seen, setSeen] = useState(NOTHING);
  const { run } = seen;
  const isActive = run !== null && run.pollAfterMs !== null;
  const answer = useAnswer(RunsOneDocument, { id });
  const [stream] = useSubscription({ query: RunsProgressDocument, variables: { id }, pause: !isActive });
  const asked = answer.data?.run;
  const streamed = stream.data?.runProgress;
  if (asked !== seen.asked) setSeen({ ...seen, asked, run: asked ?? run });
  else if (streamed !== seen.streamed) setSeen({ ...seen, streamed, run: streamed ?? run });
  const isStreaming = stream.fetching && streamed !== undefined;
  useAskAgain(answer.ask, isActive && !isStreaming ? run.pollAfterMs : null);
  return { answer, run, isUnknown: asked === null };
}
