import { Button, Group, Modal, Text, Textarea } from '@mantine/core';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import type { RevealedField, Sight } from './use-revealed';

interface RevealDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly field: string | null;
  readonly onClose: () => void;
  readonly ask: (field: string, reason: string) => Promise<Sight>;
  readonly onShow: (field: string, revealed: RevealedField) => void;
}

/** Asks what a masked field is to be seen for: that is kept beside who saw it. */
export function RevealDialog({ field, ...rest }: RevealDialogProps) {
  return (
    <Modal
      opened={field !== null}
      onClose={rest.onClose}
      title={`Reveal ${field ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {field !== null && <RevealForm key={field} field={field} {...rest} />}
    </Modal>
  );
}

function RevealForm({ field, onClose, ask, onShow }: RevealDialogProps & { readonly field: string }) {
  const [reason, setReason] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isWanted = useIsThere();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setAsking(true);
    const sight = await ask(field, reason.trim());
    if (!isWanted()) return;
    setAsking(false);
    if ('refusal' in sight) return setRefusal(sight.refusal);
    onShow(field, sight.shown);
    onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
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

/** Whether what asked is still there: a dialog that was closed meanwhile wants nothing shown. */
function useIsThere(): () => boolean {
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return () => isThere.current;
}
