import { useState } from 'react';

/** Whose turn it is among questions that read whole tables. */
export interface Turn {
  readonly mayAsk: boolean;
  readonly onSettled: () => void;
}

/**
 * Lets one question go at a time, in the order of the names: the API takes one of a caller, and the databases have other
 * work to do. What was answered stays.
 */
export function useTurns(names: readonly string[]): (name: string) => Turn {
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const next = names.find((name) => !settled.has(name));
  return (name) => ({
    mayAsk: name === next || settled.has(name),
    onSettled: () => setSettled((before) => (before.has(name) ? before : new Set(before).add(name))),
  });
}
