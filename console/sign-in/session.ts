import { useSyncExternalStore } from 'react';
import { settings } from './settings';

/** Who sits before the page, as far as the page knows: a token to send, or none. */
export interface Session {
  /** Sent with every request; null: the server asks for none. */
  readonly token: string | null;
}

/** Signed in; not; and why not any more, to be told on the way back to the sign-in. */
type State = { readonly session: Session | null; readonly ended: string | null };

const KEY = 'counterpart.token';

/** It lives as long as the tab: a reload keeps it, another tab and the next day do not. */
const kept = sessionStorage.getItem(KEY);

let state: State = {
  session: !settings.needsSignIn ? { token: null } : kept === null ? null : { token: kept },
  ended: null,
};
const listeners = new Set<() => void>();

function become(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

export function beginSession(token: string): void {
  sessionStorage.setItem(KEY, token);
  become({ session: { token }, ended: null });
}

/** `reason`: what to tell; null: the person wished it. */
export function endSession(reason: string | null): void {
  sessionStorage.removeItem(KEY);
  // Where nobody signs in there is nothing to go back to.
  if (settings.needsSignIn) become({ session: null, ended: reason });
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSessionState = (): State => useSyncExternalStore(subscribe, () => state);
