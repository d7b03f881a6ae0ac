import { RunsSwitchesDocument, type RunsSwitchesQuery } from '../generated/operations';
import { type Answered, useAnswer } from '../parts/use-answer';
import { useAskAgain } from '../parts/use-ask-again';

const EVERY_MS = 30_000;

export type Switch = RunsSwitchesQuery['switches'][number];

export function useSwitches(): Answered<RunsSwitchesQuery> {
  const answer = useAnswer(RunsSwitchesDocument, {});
  useAskAgain(answer.ask, EVERY_MS);
  return answer;
}

/** What a switch does while it is on. */
export const SWITCH_WORDS: Readonly<Record<Switch['name'], string>> = {
  READ_ONLY: 'No business row is written. Comparing, waiving and all reading go on.',
  STOP: 'No run goes on, whatever it does. Single records are compared and written as ever.',
};

export const SWITCH_TITLES: Readonly<Record<Switch['name'], string>> = {
  READ_ONLY: 'Read only',
  STOP: 'Stop all runs',
};
