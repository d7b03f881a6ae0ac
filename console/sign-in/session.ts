import { useSyncExternalStore } from 'react';
import { settings } from './settings';

/** Who sits before the page, as far as the page knows: a token to send, or none. */
export interface Session {
  /** Sent with every request, and renewed in between: it is read when it is sent. Null: the server asks for none. */
  readonly token: string | null;
}

/** What the identity provider said of a token; instants in milliseconds since 1970. */
export interface Grant {
  /** Null: it gave none, and people have to sign in again. */
  readonly refreshToken: string | null;
  /** When to renew the token, or to say that it ends. */
  readonly dueAt: number;
  readonly expiresAt: number;
}

interface State {
  /** Null: nobody is signed in. */
  readonly session: Session | null;
  /** Null: nobody knows when the session ends. */
  readonly grant: Grant | null;
  /** Why somebody is not signed in any more, to be told on the way back to the sign-in. */
  readonly ended: string | null;
}

const KEY = 'counterpart.token';
const GRANT_KEY = 'counterpart.grant';

let state = start();
const listeners = new Set<() => void>();

/** It lives as long as the tab: a reload keeps it, another tab and the next day do not. */
function start(): State {
  if (!settings.needsSignIn) return { session: { token: null }, grant: null, ended: null };
  const token = sessionStorage.getItem(KEY);
  const grant = sessionStorage.getItem(GRANT_KEY);
  return {
    session: token === null ? null : { token },
    grant: token === null || grant === null ? null : (JSON.parse(grant) as Grant),
    ended: null,
  };
}

function become(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** For the next document of this tab. */
export function keepSession(token: string, grant: Grant | null): void {
  sessionStorage.setItem(KEY, token);
  if (grant === null) sessionStorage.removeItem(GRANT_KEY);
  else sessionStorage.setItem(GRANT_KEY, JSON.stringify(grant));
}

export function beginSession(token: string, grant: Grant | null): void {
  keepSession(token, grant);
  become({ session: { token }, grant, ended: null });
}

/** The session goes on with another token: what was seen and what is being done stays. */
export function renewSession(token: string, grant: Grant | null): void {
  // Somebody may have signed out meanwhile.
  if (state.session === null) return;
  keepSession(token, grant);
  Object.assign(state.session, { token });
  become({ ...state, grant });
}

/** `reason`: what to tell; null: the person wished it. */
export function endSession(reason: string | null): void {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(GRANT_KEY);
  // Where nobody signs in there is nothing to go back to.
  if (settings.needsSignIn) become({ session: null, grant: null, ended: reason });
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSessionState = (): State => useSyncExternalStore(subscribe, () => state);
