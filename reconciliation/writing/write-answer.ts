import type { Change } from '../../entities/ledger/change';
import type { ExecutedWrite, Plan, Waives } from './plan';
import type { RefusalView } from './refusal';

/** What a mutation did, would do, or why it did not. */
export interface WriteAnswer {
  readonly mapping: string;
  readonly legacyId: string | null;
  readonly newId: string | null;
  readonly plan: readonly ExecutedWrite[];
  /** The changes that were committed, as they were then; empty in a dry run. */
  readonly changes: readonly Change[];
  readonly fingerprint: string | null;
  readonly replayed: boolean;
  /** What a waiver is of, beyond a whole record; absent: nothing. */
  readonly waives?: Waives;
  /** The request for approval that the write waits for or was carried out by; absent in answers from before there were any. */
  readonly approvalId?: string | null;
  readonly refusals: readonly RefusalView[];
}

/** The answer of a write that did nothing at all. */
export const NOTHING: WriteAnswer = {
  mapping: '',
  legacyId: null,
  newId: null,
  plan: [],
  changes: [],
  fingerprint: null,
  replayed: false,
  refusals: [],
};

export const subjectOf = (plan: Plan): Pick<WriteAnswer, 'mapping' | 'legacyId' | 'newId' | 'waives'> => ({
  mapping: plan.mapping.name,
  legacyId: plan.legacyId,
  newId: plan.newId,
  ...(plan.waives === undefined ? {} : { waives: plan.waives }),
});
