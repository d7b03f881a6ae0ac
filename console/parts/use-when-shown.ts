import { useEffect, useEffectEvent } from 'react';

/** Calls when the tab is looked at again: while it was hidden nothing was asked, and streams may have been cut. */
export function useWhenShown(call: () => void): void {
  const callIfShown = useEffectEvent(() => {
    if (!document.hidden) call();
  });
  useEffect(() => {
    document.addEventListener('visibilitychange', callIfShown);
    return () => document.removeEventListener('visibilitychange', callIfShown);
  }, []);
}
