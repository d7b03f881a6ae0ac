import type { ApprovalState } from '../generated/operations';

export const STATES = [
  'PENDING',
  'APPROVED',
  'REJECTED',
  'USED',
  'EXPIRED',
] as const satisfies readonly ApprovalState[];

export const STATE_WORDS: Readonly<Record<ApprovalState, string>> = {
  PENDING: 'waiting',
  APPROVED: 'approved',
  REJECTED: 'rejected',
  USED: 'carried out',
  EXPIRED: 'expired',
};

const WRITES: Readonly<Record<string, string>> = {
  migrateRecord: 'Migrate',
  reconcileRecord: 'Reconcile',
  removeRecord: 'Remove',
  revertChange: 'Take back a change of',
  waiveDiscrepancy: 'Waive',
  withdrawWaiver: 'Withdraw a waiver of',
};

/** What a mutation does, as people say it; its name where nobody said. */
export const writeWords = (mutation: string): string => WRITES[mutation] ?? mutation;
