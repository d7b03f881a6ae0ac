import { Modal, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useLayoutEffect, useRef, useState } from 'react';
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
  /** An answer that comes when the dialog is gone would be seen by nobody. */
  const [isWriting, setWriting] = useState(false);
  useFocusBack(request !== null);
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
      closeOnEscape={!isWriting}
      closeButtonProps={{ 'aria-label': 'Close', disabled: isWriting }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      {request !== null && current !== null && (
        <WriteSteps
          key={JSON.stringify(current)}
          request={current}
          onDone={onDone}
          onWriting={setWriting}
          onTakeBack={(back) => setNext({ of: wanted, request: back })}
          onClose={close}
        />
      )}
    </Modal>
  );
}

/**
 * The focus goes back to what opened the dialog. That may be gone after a write: then to the heading of the view. It goes in
 * the same moment in which the dialog goes, so that a key that follows at once is not lost.
 */
function useFocusBack(isOpen: boolean): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isOpen) {
      opener.current = document.activeElement;
      return;
    }
    const before = opener.current;
    opener.current = null;
    if (before === null) return;
    if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
    else focusHeading();
  }, [isOpen]);
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('#view h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus();
}
