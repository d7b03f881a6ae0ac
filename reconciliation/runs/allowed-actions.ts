import { PauseReason, type Run, RunKind, RunState } from '../../entities/ledger/run';
import { isRequestExpired } from './approval';
import { isOver, statesBefore } from './transitions';

/** What somebody may ask of a run. */
export enum RunAction {
  PAUSE = 'PAUSE',
  RESUME = 'RESUME',
  CANCEL = 'CANCEL',
  APPROVE = 'APPROVE',
  REVERT = 'REVERT',
}

const mayBecome = (run: Run, next: RunState): boolean => statesBefore(next).includes(run.state);

const waitsForApproval = (run: Run): boolean =>
  run.state === RunState.PAUSED && run.pauseReason === PauseReason.APPROVAL_REQUIRED;

/** Single records that could not be done are done by a run of their own; only segments that were given up are left. */
const hasRest = (run: Run): boolean => run.state !== RunState.INCOMPLETE || run.segmentsFailed > 0;

const hasWritten = ({ kind, dryRun, counts }: Run): boolean =>
  [RunKind.MIGRATE, RunKind.RECONCILE].includes(kind) && !dryRun && counts.written > 0;

const ALLOWED: Readonly<Record<RunAction, (run: Run) => boolean>> = {
  // One that waits for a person stays as it is.
  [RunAction.PAUSE]: (run) =>
    mayBecome(run, RunState.PAUSED) && (run.state !== RunState.PAUSED || run.resumesAt !== null),
  // A queued run begins by itself, and one that waits for a second person is not the first one's to go on with: when
  // nobody decided in time, they can only be asked again.
  [RunAction.RESUME]: (run) =>
    isRequestExpired(run) ||
    (run.state !== RunState.QUEUED && mayBecome(run, RunState.RUNNING) && !waitsForApproval(run) && hasRest(run)),
  [RunAction.CANCEL]: (run) => mayBecome(run, RunState.CANCELLED),
  [RunAction.APPROVE]: (run) => waitsForApproval(run) && !isRequestExpired(run),
  [RunAction.REVERT]: (run) => isOver(run.state) && hasWritten(run),
};

/** What the state of a run allows, whoever asks. */
export const allowedActions = (run: Run): RunAction[] =>
  Object.values(RunAction).filter((action) => ALLOWED[action](run));
