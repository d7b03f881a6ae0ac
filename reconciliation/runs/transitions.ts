import { RunState } from '../../entities/ledger/run';

const { QUEUED, RUNNING, PAUSED, SUCCEEDED, INCOMPLETE, FAILED, CANCELLED } = RunState;

/** Every way in which a run may pass from one state to another; what is not listed is refused. */
const NEXT: Readonly<Record<RunState, readonly RunState[]>> = {
  [QUEUED]: [RUNNING, PAUSED, CANCELLED],
  [RUNNING]: [PAUSED, SUCCEEDED, INCOMPLETE, FAILED, CANCELLED],
  // A run that rests until a database is back may be told to stay where it is.
  [PAUSED]: [RUNNING, PAUSED, CANCELLED],
  [SUCCEEDED]: [],
  // What it left undone may be tried again.
  [INCOMPLETE]: [RUNNING],
  [FAILED]: [],
  [CANCELLED]: [],
};

const STATES = Object.values(RunState);

/** The states from which a run may pass to this one. */
export const statesBefore = (next: RunState): RunState[] => STATES.filter((state) => NEXT[state].includes(next));

/** Whether it still takes part in "one active run for each mapping". */
export const isActive = (state: RunState): boolean => [QUEUED, RUNNING, PAUSED].includes(state);

/** Whether nothing will happen to it any more unless somebody asks for it. */
export const isOver = (state: RunState): boolean => !isActive(state);
