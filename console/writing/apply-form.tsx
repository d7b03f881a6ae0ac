import { Button, Group, Textarea } from '@mantine/core';
import type { SyntheticEvent } from 'react';

interface ApplyFormProps {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onApply: () => void;
  readonly onBack?: (() => void) | undefined;
}

const LONGEST = 2_000;

/** The only way to a write: a reason in words, and a button. A line break in the reason does not send it. */
export function ApplyForm({ reason, onReason, onApply, onBack }: ApplyFormProps) {
  const isFit = reason.trim() !== '' && reason.length <= LONGEST;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isFit) onApply();
  };
  return (
    <form onSubmit={submit}>
      <Textarea
        label="Reason"
        description="The number of the ticket, and what was decided. Nothing personal: whoever sees the history reads it."
        required
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        error={reason.length > LONGEST ? 'At most 2,000 characters' : null}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs" mt="sm">
        {onBack !== undefined && (
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
        )}
        <Button type="submit" disabled={!isFit}>
          Apply
        </Button>
      </Group>
    </form>
  );
}
