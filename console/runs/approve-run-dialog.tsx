import { Text } from '@mantine/core';
import { RunsApproveDocument } from '../generated/operations';
import { countText } from '../parts/number';
import type { RunDialogProps } from './cancel-dialog';
import { ReasonDialog } from './reason-dialog';
import { RefusedRun } from './refused-run';
import { useTelling } from './use-telling';

export function ApproveRunDialog({ run, isOpen, onClose }: RunDialogProps) {
  const approve = useTelling(RunsApproveDocument);
  const close = (): void => {
    approve.forget();
    onClose();
  };
  return (
    <ReasonDialog
      isOpen={isOpen}
      title="Approve this run"
      verb="Approve"
      isBusy={approve.isBusy}
      onClose={close}
      onGiven={(reason) => void approve.tell({ id: run.id, reason }).then((told) => told && close())}
    >
      <Text size="sm">
        It was asked for by {run.requestedBy}: {run.reason}
      </Text>
      <Text size="sm">
        It goes on at once, and writes{' '}
        {run.plannedWrites === null ? 'what it planned' : `${countText(run.plannedWrites)} rows`}. What it writes beyond
        that needs an approval again.
      </Text>
      <RefusedRun errors={approve.errors} failure={approve.failure} />
    </ReasonDialog>
  );
}
