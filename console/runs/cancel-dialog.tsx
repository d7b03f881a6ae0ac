import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { RunsCancelDocument, type RunsWholeFragment } from '../generated/operations';
import { RefusedRun } from './refused-run';
import { useTelling } from './use-telling';

export interface RunDialogProps {
  readonly run: RunsWholeFragment;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The end of a run cannot be taken back: it is asked for twice. */
export function CancelDialog({ run, isOpen, onClose }: RunDialogProps) {
  const cancel = useTelling(RunsCancelDocument);
  const close = (): void => {
    cancel.forget();
    onClose();
  };
  const isWriting = run.kind !== 'COMPARE' && !run.dryRun;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title="End this run for good?"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="sm">
        <Text size="sm">
          It cannot be resumed. {isWriting && 'What it wrote stays, and can be taken back by a run of its own. '}
          To go on later, pause it instead.
        </Text>
        <RefusedRun errors={cancel.errors} failure={cancel.failure} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            Back
          </Button>
          <Button
            color="red"
            loading={cancel.isBusy}
            onClick={() => void cancel.tell({ id: run.id }).then((told) => told && close())}
          >
            End the run
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
