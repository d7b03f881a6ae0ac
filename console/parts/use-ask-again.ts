import { useEffect, useEffectEvent } from 'react';
import { useWhenShown } from './use-when-shown';

/** Asks again from time to time while somebody looks, and when they look again; null: only that. */
export function useAskAgain(ask: () => void, everyMs: number | null): void {
  const askAgain = useEffectEvent(() => {
    if (!document.hidden) ask();
  });
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(askAgain, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  useWhenShown(ask);
}
