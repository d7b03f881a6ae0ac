import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { RunsPauseDocument, RunsResumeDocument, type RunsWholeFragment } from '../generated/operations';
import { useMay, useTitleOf, useViewer } from '../shell/shell-context';
import { ApproveRunDialog } from './approve-run-dialog';
import { CancelDialog } from './cancel-dialog';
import { CarryOut } from './carry-out';
import { RefusedRun } from './refused-run';
import type { RunRequest } from './run-request';
import { StartRunDialog } from './start-run-dialog';
import { useTelling } from './use-telling';

/** What can be done about the run now; what is not offered, and why. */
export function RunActions({ run }: { readonly run: RunsWholeFragment }) {
  const may = useMay();
  const titleOf = useTitleOf();
  const pause = useTelling(RunsPauseDocument);
  const resume = useTelling(RunsResumeDocument);
  const [dialog, setDialog] = useState<'CANCEL' | 'APPROVE' | null>(null);
  const [request, setRequest] = useState<RunRequest | null>(null);
  const allows = (action: RunsWholeFragment['allowedActions'][number], field: string): boolean =>
    run.allowedActions.includes(action) && may(field);
  const title = `Take back what this run of ${titleOf(run.mapping)} wrote`;
  const isOwn = useViewer().name === run.requestedBy;
  return (
    <Stack gap="xs" align="flex-end">
      <Group gap="xs">
        {allows('PAUSE', 'pauseRun') && (
          <Button variant="default" loading={pause.isBusy} onClick={() => void pause.tell({ id: run.id })}>
            Pause
          </Button>
        )}
        {allows('RESUME', 'resumeRun') && (
          <Button variant="default" loading={resume.isBusy} onClick={() => void resume.tell({ id: run.id })}>
            Resume
          </Button>
        )}
        {allows('APPROVE', 'approveRun') && !isOwn && <Button onClick={() => setDialog('APPROVE')}>Approve…</Button>}
        {allows('CANCEL', 'cancelRun') && (
          <Button variant="default" onClick={() => setDialog('CANCEL')}>
            Cancel…
          </Button>
        )}
        {allows('REVERT', 'startRun') && (
          <Button variant="default" onClick={() => setRequest({ kind: 'REVERT', title, reverts: run.id })}>
            Take back…
          </Button>
        )}
        <CarryOut run={run} onWanted={setRequest} />
      </Group>
      <WhoApproves run={run} isOwn={isOwn} />
      <RefusedRun errors={[...pause.errors, ...resume.errors]} failure={pause.failure ?? resume.failure} />
      <CancelDialog run={run} isOpen={dialog === 'CANCEL'} onClose={() => setDialog(null)} />
      <ApproveRunDialog run={run} isOpen={dialog === 'APPROVE'} onClose={() => setDialog(null)} />
      <StartRunDialog request={request} onClose={() => setRequest(null)} />
    </Stack>
  );
}

function WhoApproves({ run, isOwn }: { readonly run: RunsWholeFragment; readonly isOwn: boolean }) {
  const mayApprove = useMay()('approveRun');
  if (!run.allowedActions.includes('APPROVE') || (mayApprove && !isOwn)) return null;
  return (
    <Text size="sm" role="note" maw={420} ta="right">
      {isOwn
        ? 'You started it. Nobody approves what they asked for: somebody else with the role approver or admin has to.'
        : 'Somebody with the role approver or admin has to agree.'}
    </Text>
  );
}
