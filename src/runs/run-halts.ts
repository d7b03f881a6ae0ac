import { PauseReason, type Run, RunState } from '../../entities/ledger/run';
import { grouped } from '../../reconciliation/reporting/exact';
import { ExitCode } from '../failure';

/** Something that keeps the exit code from being 0, in a sentence. */
export interface Remark {
  readonly exitCode: ExitCode;
  readonly reason: string;
}

function waitsForApproval({ id, plannedWrites, isApprovalOver }: Run): Remark {
  if (isApprovalOver)
    return {
      exitCode: ExitCode.refused,
      reason: `Nobody agreed to the run in time. They are asked again with: counterpart runs resume ${id}`,
    };
  const rows = plannedWrites === null ? 'more' : `${grouped(plannedWrites)} rows, more`;
  return {
    exitCode: ExitCode.refused,
    reason: `The run would write ${rows} than one person may decide on. Somebody else agrees, with their API token in COUNTERPART_TOKEN: counterpart runs approve ${id} --reason "…"`,
  };
}

/** Pauses that are not listed end by themselves. */
const HALTS: Readonly<Partial<Record<PauseReason, (run: Run) => Remark>>> = {
  [PauseReason.APPROVAL_REQUIRED]: waitsForApproval,
  [PauseReason.READ_ONLY]: () => ({
    exitCode: ExitCode.refused,
    reason: 'Writing is switched off (READ_ONLY). The run waits, and goes on when that is switched off again.',
  }),
  [PauseReason.STOPPED]: () => ({
    exitCode: ExitCode.incomplete,
    reason: 'All work is stopped (STOP). The run waits, and goes on when that is switched off again.',
  }),
  [PauseReason.REQUESTED]: ({ id }) => ({
    exitCode: ExitCode.incomplete,
    reason: `Somebody paused the run. It goes on with: counterpart runs resume ${id}`,
  }),
};

/** Why a run waits for somebody, so that waiting for it would have no end; null: it does not. */
export function findHalt(run: Run): Remark | null {
  if (run.state !== RunState.PAUSED || run.pauseReason === null) return null;
  return HALTS[run.pauseReason]?.(run) ?? null;
}
