import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useState } from 'react';

interface ReasonDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** On the button: what the dialog is about to do. */
  readonly verb: string;
  readonly isBusy: boolean;
  /** What follows from it; beside it why it was refused. */
  readonly children: ReactNode;
  readonly onGiven: (reason: string) => void;
  readonly onClose: () => void;
}

/** Something that is done with a reason only. */
export function ReasonDialog({ isOpen, title, onClose, ...rest }: ReasonDialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <ReasonForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function ReasonForm({ verb, isBusy, children, onGiven, onClose }: Omit<ReasonDialogProps, 'isOpen' | 'title'>) {
  const [reason, setReason] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isReason(reason)) onGiven(reason);
  };
  return (
    <Stack component="form" onSubmit={submit} gap="sm">
      {children}
      <ReasonField reason={reason} onChange={setReason} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button type="submit" disabled={!isReason(reason)} loading={isBusy}>
          {verb}
        </Button>
      </Group>
    </Stack>
  );
}

const LONGEST = 2_000;

export const isReason = (text: string): boolean => text.trim() !== '' && text.length <= LONGEST;

interface ReasonFieldProps {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}

export function ReasonField({ reason, onChange }: ReasonFieldProps) {
  return (
    <Textarea
      label="Reason"
      description="The number of the ticket, and what was decided. Nothing personal: whoever sees the history reads it."
      required
      autosize
      minRows={2}
      maxRows={6}
      value={reason}
      error={reason.length > LONGEST ? 'At most 2,000 characters' : null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
