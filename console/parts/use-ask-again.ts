import { useEffect, useEffectEvent } from 'react';

/** Asks again from time to time while somebody looks; null: not any more. */
export function useAskAgain(ask: () => void, everyMs: number | null): void {
  const askAgain = useEffectEvent(() => {
    if (!document.hidden) ask();
  });
  useEffect(() => {
    if (everyMs === null) return undefined;
    const timer = setInterval(askAgain, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
