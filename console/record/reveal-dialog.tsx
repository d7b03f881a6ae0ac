import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';

interface RevealDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly field: string | null;
  readonly onClose: () => void;
  /** Null: it is shown. Otherwise why not. */
  readonly reveal: (field: string, reason: string) => Promise<string | null>;
}

/** Asks what a masked field is to be seen for: that is kept beside who saw it. */
export function RevealDialog({ field, onClose, reveal }: RevealDialogProps) {
  return (
    <Modal
      opened={field !== null}
      onClose={onClose}
      title={`Reveal ${field ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {field !== null && <RevealForm key={field} field={field} onClose={onClose} reveal={reveal} />}
    </Modal>
  );
}

function RevealForm({ field, onClose, reveal }: RevealDialogProps & { readonly field: string }) {
  const [reason, setReason] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const ask = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setAsking(true);
    const why = await reveal(field, reason.trim());
    setAsking(false);
    setRefusal(why);
    if (why === null) onClose();
  };
  return (
    <form onSubmit={(event) => void ask(event)}>
      <Text size="sm" mb="sm">
        All values of the field are shown for a minute. That you looked, and why, is kept in the audit trail.
      </Text>
      <Textarea
        label="What for"
        description="A ticket or a question. Nothing personal: it is kept."
        autosize
        minRows={2}
        maxLength={2000}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={refusal === null ? undefined : <span role="alert">{refusal}</span>}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isAsking} disabled={reason.trim() === ''}>
          Reveal
        </Button>
      </Group>
    </form>
  );
}
