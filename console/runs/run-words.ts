import type { PauseReason, RunKind, RunState } from '../generated/operations';

export const KINDS = ['COMPARE', 'MIGRATE', 'RECONCILE', 'REVERT'] as const satisfies readonly RunKind[];

export const STATES = [
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'SUCCEEDED',
  'INCOMPLETE',
  'FAILED',
  'CANCELLED',
] as const satisfies readonly RunState[];

/** States in which something can still happen to a run by itself. */
export const ACTIVE: readonly RunState[] = ['QUEUED', 'RUNNING', 'PAUSED'];

const VERBS: Readonly<Record<RunKind, string>> = {
  COMPARE: 'Compare',
  MIGRATE: 'Migrate',
  RECONCILE: 'Reconcile',
  REVERT: 'Take back a run of',
};

export const verbOf = (kind: RunKind): string => VERBS[kind];

const PAUSES: Readonly<Record<PauseReason, string>> = {
  APPROVAL_REQUIRED: 'It waits for a second person, who has to agree before anything is written.',
  LEGACY_UNAVAILABLE: 'The legacy database cannot be read. It goes on by itself.',
  NEW_UNAVAILABLE: 'The new database is out of reach. It goes on by itself.',
  READ_ONLY: 'Writing is switched off (READ_ONLY). It goes on when that is switched off again.',
  REQUESTED: 'Somebody paused it. It goes on when somebody resumes it.',
  STOPPED: 'All runs are stopped (STOP). It goes on when that is switched off again.',
};

export const pauseText = (reason: PauseReason): string => PAUSES[reason];

/** In percent, for a bar alone: its digits stand beside it. */
export function shareOf(run: { readonly rowsDone: string; readonly rowsTotal: string | null }): number {
  const total = Number(run.rowsTotal ?? 0);
  return total === 0 ? 0 : Math.min(100, (Number(run.rowsDone) / total) * 100);
}

/** `1 h 2 min`, `3 min 4 s`, `5 s`: for a feeling of how long it took, not to reckon with. */
export function durationText(from: string | null, to: string | null): string {
  if (from === null) return '–';
  const end = to === null ? Date.now() : Date.parse(to);
  const seconds = Math.max(0, Math.round((end - Date.parse(from)) / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
