import { Modal, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useTitleOf } from '../shell/shell-context';
import type { WriteRequest } from './write-request';
import { WriteSteps } from './write-steps';
import { titleOfWrite } from './write-titles';

interface WriteDialogProps {
  /** Null: nothing is wanted, and the dialog is closed. */
  readonly request: WriteRequest | null;
  readonly onClose: () => void;
  /** Something was written; whatever is shown is asked for again. */
  readonly onDone: () => void;
}

/** The one way by which the page writes records. Nothing is written but by the button that says so, after the preview. */
export function WriteDialog({ request, onClose, onDone }: WriteDialogProps) {
  const titleOf = useTitleOf();
  const isNarrow = useMediaQuery('(max-width: 48em)', false);
  /** What is taken back after `of` was done. */
  const [next, setNext] = useState<{ readonly of: string; readonly request: WriteRequest } | null>(null);
  const wanted = JSON.stringify(request);
  const current = next !== null && next.of === wanted ? next.request : request;
  const close = (): void => {
    setNext(null);
    onClose();
  };
  return (
    <Modal
      opened={request !== null}
      onClose={close}
      title={
        <Text fw={600} span>
          {current === null ? '' : titleOfWrite(current, titleOf)}
        </Text>
      }
      size="xl"
      fullScreen={isNarrow}
      // A click beside it would lose the reason that somebody typed.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0, onExited: focusView }}
    >
      {request !== null && current !== null && (
        <WriteSteps
          key={JSON.stringify(current)}
          request={current}
          onDone={onDone}
          onTakeBack={(back) => setNext({ of: wanted, request: back })}
          onClose={close}
        />
      )}
    </Modal>
  );
}

/** The button that opened the dialog may be gone after a write, and the focus with it. */
function focusView(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('view')?.focus();
  });
}
