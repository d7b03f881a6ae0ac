import { useEffect, useRef, useState } from 'react';
import type { RunRequest } from '../runs/run-request';
import { useMay } from '../shell/shell-context';
import type { WriteRequest } from '../writing/write-request';
import type { Row } from './page-store';
import { answerFor, WISHES, type Wish } from './wish';

/** What somebody wished for from the list, until it is done or left. */
export interface Wishes {
  readonly write: WriteRequest | null;
  readonly run: RunRequest | null;
  readonly refusal: string | null;
  readonly answer: (wish: Wish, selected: readonly Row[], focused: Row | undefined) => void;
  readonly close: () => void;
}

const NOTHING = { write: null, run: null, refusal: null };

export function useWishes(): Wishes {
  const may = useMay();
  const [state, setState] = useState<Pick<Wishes, 'write' | 'run' | 'refusal'>>(NOTHING);
  const keepFocus = useFocusKept(state.write !== null || state.run !== null);
  return {
    ...state,
    answer(wish, selected, focused) {
      keepFocus();
      const isRun = selected.length > 1 && wish !== 'WAIVE';
      if (!may(isRun ? 'startRun' : WISHES[wish].mutation))
        setState({
          ...NOTHING,
          refusal: `Your role does not allow to ${WISHES[wish].verb.toLowerCase()} ${isRun ? 'several records' : 'a record'}.`,
        });
      else setState({ ...NOTHING, ...answerFor(wish, selected, focused) });
    },
    close: () => setState(NOTHING),
  };
}

/** A dialog may take the focus before it looks where it was: the way back to the row is kept here. */
function useFocusKept(isAsking: boolean): () => void {
  const origin = useRef<Element | null>(null);
  useEffect(() => {
    if (isAsking || !(origin.current instanceof HTMLElement)) return;
    origin.current.focus({ preventScroll: true });
    origin.current = null;
  }, [isAsking]);
  return () => {
    origin.current = document.activeElement;
  };
}
