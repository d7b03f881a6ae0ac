import { Modal, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import { placeOfRun } from '../places';
import { useMay } from '../shell/shell-context';
import type { RunRequest } from './run-request';
import { StartRunForm } from './start-run-form';

interface StartRunDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly request: RunRequest | null;
  readonly onClose: () => void;
}

/** Asks for what is missing, starts the run, and goes to it. */
export function StartRunDialog({ request, onClose }: StartRunDialogProps) {
  const [, go] = useLocation();
  const mayStart = useMay()('startRun');
  return (
    <Modal
      opened={request !== null}
      onClose={onClose}
      title={request?.title}
      size="lg"
      // A click beside it would lose the reason that somebody typed.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      {request !== null && mayStart && (
        <StartRunForm
          request={request}
          onStarted={(id) => {
            onClose();
            go(placeOfRun(id));
          }}
          onClose={onClose}
        />
      )}
      {request !== null && !mayStart && (
        <Text size="sm">Runs are started by the roles automation and admin. Yours can look at them.</Text>
      )}
    </Modal>
  );
}
