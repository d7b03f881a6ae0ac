import { Text } from '@mantine/core';
import { ApprovalsApproveDocument, type ApprovalsOneFragment, ApprovalsRejectDocument } from '../generated/operations';
import { ReasonDialog } from '../runs/reason-dialog';
import { RefusedRun } from '../runs/refused-run';
import { useTelling } from '../runs/use-telling';
import { writeWords } from './state-words';

export type Decision = 'APPROVE' | 'REJECT';

interface DecideDialogProps {
  readonly approval: ApprovalsOneFragment;
  /** Null: the dialog is closed. */
  readonly decision: Decision | null;
  readonly onClose: () => void;
}

const ABOUT: Readonly<Record<Decision, string>> = {
  APPROVE: 'It may then be carried out by who asked: exactly as it is shown, once, and until it expires.',
  REJECT: 'The same request is refused until it expires.',
};

export function DecideDialog({ approval, decision, onClose }: DecideDialogProps) {
  const approve = useTelling(ApprovalsApproveDocument);
  const reject = useTelling(ApprovalsRejectDocument);
  const isApproval = decision === 'APPROVE';
  const telling = isApproval ? approve : reject;
  const close = (): void => {
    approve.forget();
    reject.forget();
    onClose();
  };
  return (
    <ReasonDialog
      isOpen={decision !== null}
      title={`${isApproval ? 'Approve' : 'Reject'}: ${writeWords(approval.mutation)} ${approval.legacyId ?? approval.newId ?? ''}`}
      verb={isApproval ? 'Approve' : 'Reject'}
      isBusy={telling.isBusy}
      onClose={close}
      onGiven={(reason) => void telling.tell({ id: approval.id, reason }).then((told) => told && close())}
    >
      <Text size="sm">
        It was asked for by {approval.requestedBy}: {approval.reason}
      </Text>
      {decision !== null && <Text size="sm">{ABOUT[decision]}</Text>}
      <RefusedRun errors={telling.errors} failure={telling.failure} />
    </ReasonDialog>
  );
}
