import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useMutation } from 'urql';
import type { RunsErrorFragment } from '../generated/operations';
import { type Failure, failureOf } from '../graphql/failure';

interface Told {
  readonly answer: { readonly userErrors: readonly RunsErrorFragment[] };
}

/** Something that the API is told to do, and why it did not. */
export interface Telling<Data, Variables> {
  readonly isBusy: boolean;
  readonly errors: readonly RunsErrorFragment[];
  readonly failure: Failure | null;
  /** Null: it was not done; `errors` or `failure` say why. */
  readonly tell: (variables: Variables) => Promise<Data | null>;
  readonly forget: () => void;
}

const NOTHING = { errors: [], failure: null };

export function useTelling<Data extends Told, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
): Telling<Data, Variables> {
  const [{ fetching }, send] = useMutation<Data, Variables>(mutation);
  const [outcome, setOutcome] = useState<Pick<Telling<Data, Variables>, 'errors' | 'failure'>>(NOTHING);
  return {
    isBusy: fetching,
    ...outcome,
    forget: () => setOutcome(NOTHING),
    async tell(variables) {
      setOutcome(NOTHING);
      const { data, error } = await send(variables);
      const errors = data?.answer.userErrors ?? [];
      setOutcome({ errors, failure: error === undefined ? null : failureOf(error) });
      return data === undefined || error !== undefined || errors.length > 0 ? null : data;
    },
  };
}
