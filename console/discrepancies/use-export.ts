import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { saveFile } from '../downloads/save-file';
import { type DiscrepancyWhere, ExportDiscrepanciesDocument } from '../generated/operations';
import { asUnmasked } from '../graphql/client';
import { failureOf } from '../graphql/failure';
import type { Session } from '../sign-in/session';
import { type Exported, NOTHING_EXPORTED, withPart } from './export-parts';

/** Records of one part: they are compared while one waits. */
const PART = 1_000;

export interface Export {
  readonly exported: Exported;
  readonly isRunning: boolean;
  /** Why it stopped; null: it did not. */
  readonly fault: string | null;
  readonly start: (reason: string, isUnmasked: boolean) => void;
  /** Ends it, and forgets what came. */
  readonly reset: () => void;
}

/** A mutation is not taken back by who does not wait for it any more; its request is. */
const contextOf = (session: Session, isUnmasked: boolean, signal: AbortSignal) => ({
  ...(isUnmasked ? asUnmasked(session) : {}),
  fetch: (...[input, init]: Parameters<typeof fetch>) => fetch(input, { ...init, signal }),
});

/**
 * Takes out part after part, as long as nobody stops it or leaves. After a failure it goes on from the part that failed.
 */
export function useExport(session: Session, where: DiscrepancyWhere): Export {
  const api = useClient();
  const [exported, setExported] = useState(NOTHING_EXPORTED);
  const [isRunning, setRunning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const run = async (reason: string, isUnmasked: boolean): Promise<void> => {
    const stopping = new AbortController();
    stop.current = () => stopping.abort();
    const context = contextOf(session, isUnmasked, stopping.signal);
    setRunning(true);
    setFault(null);
    for (let before = exported; !before.isWhole; ) {
      const input = { where, first: PART, after: before.after, reason };
      const { data, error } = await api.mutation(ExportDiscrepanciesDocument, { input }, context).toPromise();
      if (stopping.signal.aborted) return;
      const part = data?.exportDifferences;
      const refusal = error === undefined ? part?.userErrors[0]?.message : failureOf(error).message;
      if (part === undefined || refusal !== undefined) {
        setFault(refusal ?? 'No answer came.');
        break;
      }
      before = withPart(before, part);
      setExported(before);
      if (before.isWhole) saveFile(before.fileName, 'csv', before.parts);
    }
    setRunning(false);
  };
  return {
    exported,
    isRunning,
    fault,
    start: (reason, isUnmasked) => void run(reason, isUnmasked),
    reset() {
      stop.current?.();
      setExported(NOTHING_EXPORTED);
      setRunning(false);
      setFault(null);
    },
  };
}
