import { useCallback, useEffect, useState } from 'react';
import { useMutation } from 'urql';
import { type RecordFieldFragment, RecordRevealDocument } from '../generated/operations';
import { failureOf } from '../graphql/failure';
import type { RecordId } from './compared';

export interface RevealedField {
  readonly values: RecordFieldFragment;
  /** Milliseconds of the page's clock. */
  readonly until: number;
}

interface Revealed {
  readonly revealed: ReadonlyMap<string, RevealedField>;
  /** Null: it is shown. Otherwise why not. */
  readonly reveal: (field: string, reason: string) => Promise<string | null>;
  readonly hide: (field: string) => void;
}

/** Masked fields that somebody asked to see. They are kept here alone, and only for as long as the API allows. */
export function useRevealed({ mapping, legacyId, newId }: RecordId): Revealed {
  const [, send] = useMutation(RecordRevealDocument);
  const [revealed, setRevealed] = useState<ReadonlyMap<string, RevealedField>>(new Map());
  const hide = useCallback(
    (field: string) => setRevealed((before) => new Map([...before].filter(([name]) => name !== field))),
    [],
  );
  useHiding(revealed, hide);
  return {
    revealed,
    hide,
    async reveal(field, reason) {
      const { data, error } = await send({ input: { mapping, legacyId, newId, field, reason } });
      if (error !== undefined) return failureOf(error).message;
      const { field: values = null, hiddenAfterSeconds = null, userErrors = [] } = data?.revealField ?? {};
      if (values === null || hiddenAfterSeconds === null) return userErrors[0]?.message ?? 'No answer came.';
      const until = Date.now() + hiddenAfterSeconds * 1000;
      setRevealed((before) => new Map(before).set(field, { values, until }));
      return null;
    },
  };
}

/** Hides each when its time is over; a tab in the background may be late by a second, and is not looked at. */
function useHiding(revealed: ReadonlyMap<string, RevealedField>, hide: (field: string) => void): void {
  useEffect(() => {
    const timers = [...revealed].map(([field, { until }]) =>
      setTimeout(() => hide(field), Math.max(0, until - Date.now())),
    );
    return () => timers.forEach(clearTimeout);
  }, [revealed, hide]);
}
