import { Modal } from '@mantine/core';
import type { WriteRequest } from './write-request';

interface WriteDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly request: WriteRequest | null;
  readonly onClose: () => void;
  /** Something was written; whatever is shown is asked for again. */
  readonly onDone: () => void;
}

export function WriteDialog({ request, onClose }: WriteDialogProps) {
  return <Modal opened={request !== null} onClose={onClose} title="Write" />;
}
