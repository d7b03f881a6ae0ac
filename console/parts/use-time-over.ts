import { useEffect, useEffectEvent } from 'react';

/**
 * Calls once a moment of the page's clock is past; null: there is none. It looks at the clock again and again: a single timer
 * stands still while the machine sleeps, and what was to be hidden would be there when it wakes.
 */
export function useTimeOver(until: number | null, onOver: () => void): void {
  const look = useEffectEvent(() => {
    if (until !== null && Date.now() >= until) onOver();
  });
  useEffect(() => {
    if (until === null) return undefined;
    const looking = setInterval(look, 500);
    return () => clearInterval(looking);
  }, [until]);
}
