import { useState } from 'react';
import { useClient } from 'urql';
import { type RecordFieldFragment, RecordRevealDocument } from '../generated/operations';
import { failureOf } from '../graphql/failure';
import { useTimeOver } from '../parts/use-time-over';
import type { RecordId } from './compared';

export interface RevealedField {
  readonly values: RecordFieldFragment;
  /** Milliseconds of the page's clock. */
  readonly until: number;
}

/** What a question to see a field came to. */
export type Sight = { readonly shown: RevealedField } | { readonly refusal: string };

interface Revealed {
  readonly revealed: ReadonlyMap<string, RevealedField>;
  /** Asks for a field, and shows nothing yet: whoever asked may not want it any more when the answer comes. */
  readonly ask: (field: string, reason: string) => Promise<Sight>;
  readonly show: (field: string, revealed: RevealedField) => void;
  readonly hide: (field: string) => void;
}

const NOTHING: ReadonlyMap<string, RevealedField> = new Map();

/**
 * Masked fields that somebody asked to see. They are kept here alone, for as long as the API allows, and while the record
 * is the one that they were of.
 */
export function useRevealed({ mapping, legacyId, newId }: RecordId, fingerprint: string): Revealed {
  // A hook of the library would remember its last answer for as long as the page is there.
  const api = useClient();
  const [revealed, setRevealed] = useState(NOTHING);
  const [of, setOf] = useState(fingerprint);
  if (of !== fingerprint) {
    setOf(fingerprint);
    setRevealed(NOTHING);
  }
  const ends = [...revealed.values()].map(({ until }) => until);
  useTimeOver(ends.length === 0 ? null : Math.min(...ends), () =>
    setRevealed((before) => new Map([...before].filter(([, { until }]) => until > Date.now()))),
  );
  return {
    revealed,
    show: (field, shown) => setRevealed((before) => new Map(before).set(field, shown)),
    hide: (field) => setRevealed((before) => new Map([...before].filter(([name]) => name !== field))),
    async ask(field, reason) {
      const input = { mapping, legacyId, newId, field, reason };
      const { data, error } = await api.mutation(RecordRevealDocument, { input }).toPromise();
      if (error !== undefined) return { refusal: failureOf(error).message };
      const { field: values = null, hiddenAfterSeconds = null, userErrors = [] } = data?.revealField ?? {};
      if (values === null || hiddenAfterSeconds === null)
        return { refusal: userErrors[0]?.message ?? 'No answer came.' };
      return { shown: { values, until: Date.now() + hiddenAfterSeconds * 1000 } };
    },
  };
}
