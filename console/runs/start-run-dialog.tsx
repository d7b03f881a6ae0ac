import { Modal, Text } from '@mantine/core';
import { useLocation } from 'wouter';
import type { OnFailure } from '../generated/operations';
import { placeOfRun } from '../places';
import { useMay } from '../shell/shell-context';
import { StartRunForm } from './start-run-form';

/** What a run is to be about; the rest is asked in the dialog. */
export interface RunRequest {
  /** Absent: it is asked for. */
  readonly kind?: 'COMPARE' | 'MIGRATE' | 'RECONCILE' | 'REVERT';
  /** As the person would say it: `Migrate what this cause blocks`. */
  readonly title: string;
  /** Absent for REVERT, which is about the mapping of its run; for the other kinds it is asked for then. */
  readonly mapping?: string;
  readonly rootCause?: string;
  readonly legacyIds?: readonly string[];
  /** The run that is taken back; only for REVERT. */
  readonly reverts?: string;
  /** As a dry run was asked for that is now to be carried out; absent: nothing is decided yet. */
  readonly as?: RunChoices;
}

/** What the person decides about a run. */
export interface RunChoices {
  readonly dryRun: boolean;
  readonly incremental: boolean;
  readonly withParents: boolean;
  readonly onFailure: OnFailure;
  readonly maxFailures: number;
  /** Null: as the service is configured. */
  readonly rowsPerSecond: number | null;
  readonly reason: string;
}

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
