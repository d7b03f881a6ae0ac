import { Modal } from '@mantine/core';

/** What a run is to be about; the rest is asked in the dialog. */
export interface RunRequest {
  readonly kind: 'COMPARE' | 'MIGRATE' | 'RECONCILE' | 'REVERT';
  /** As the person would say it: `Migrate what this cause blocks`. */
  readonly title: string;
  /** Absent only for REVERT. */
  readonly mapping?: string;
  readonly rootCause?: string;
  readonly legacyIds?: readonly string[];
  /** The run that is taken back; only for REVERT. */
  readonly reverts?: string;
}

interface StartRunDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly request: RunRequest | null;
  readonly onClose: () => void;
}

/** Asks for what is missing, starts the run, and goes to it. */
export function StartRunDialog({ request, onClose }: StartRunDialogProps) {
  return <Modal opened={request !== null} onClose={onClose} title={request?.title} />;
}
