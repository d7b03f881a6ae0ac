import { useState } from 'react';
import { useMutation } from 'urql';
import { RecordCompareAgainDocument, type UserErrorCode } from '../generated/operations';
import { type Failure, failureOf } from '../graphql/failure';
import { useMay } from '../shell/shell-context';
import { isBeforeWork } from '../writing/before-work';
import { newKey } from '../writing/new-key';
import type { Compared, RecordId } from './compared';

interface CompareAgain {
  readonly isComparing: boolean;
  /** What came of it. */
  readonly says: string | null;
  /** Compares, and brings the ledger up to date where the role may. */
  readonly compare: () => Promise<void>;
  /** Compares only: for a key, which may not write. */
  readonly look: () => void;
}

const REASON = 'Compared again in the console';

/** The ledger remembers what was last found: somebody who has put a record right wants it out of the lists. */
export function useCompareAgain({ mapping }: RecordId, record: Compared | null, onCompared: () => void): CompareAgain {
  const may = useMay();
  const [{ fetching }, send] = useMutation(RecordCompareAgainDocument);
  const [says, setSays] = useState<string | null>(null);
  const look = (words = 'Compared again; the ledger was left as it is.'): void => {
    setSays(words);
    onCompared();
  };
  const compare = async (): Promise<void> => {
    const legacyId = record?.legacyId ?? null;
    if (record === null || legacyId === null || !may('diffRecord') || !record.allowedActions.includes('DIFF'))
      return look();
    const written = { expectedFingerprint: record.fingerprint, reason: REASON, idempotencyKey: newKey() };
    const { data, error } = await send({ input: { mapping, legacyId, dryRun: false, ...written } });
    look(error === undefined ? wordsOf(data?.diffRecord.userErrors ?? []) : wordsOfFailure(failureOf(error)));
  };
  return { isComparing: fetching, says, compare, look: () => look() };
}

interface Refusal {
  readonly code: UserErrorCode;
  readonly message: string;
}

function wordsOf([refusal]: readonly Refusal[]): string {
  if (refusal === undefined) return 'Compared again, and the ledger is up to date.';
  return refusal.code === 'OUTCOME_UNKNOWN' ? unknown(refusal) : untouched(refusal);
}

const wordsOfFailure = (failure: Failure): string => (isBeforeWork(failure) ? untouched(failure) : unknown(failure));

type Why = Pick<Refusal, 'message'>;

const untouched = ({ message }: Why): string => `The ledger was left as it is: ${message}`;
/** The answer was lost, and not what it was about. */
const unknown = ({ message }: Why): string =>
  `It is not known whether the ledger is up to date: ${message} Compare again.`;
