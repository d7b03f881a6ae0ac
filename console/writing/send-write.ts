import type { Client, CombinedError, OperationContext } from 'urql';
import {
  type FieldOverride,
  type FieldResolution,
  type MappingName,
  WritingMigrateDocument,
  type WritingMigrateMutation,
  WritingReconcileDocument,
  WritingRemoveDocument,
  WritingRevertDocument,
  WritingWaiveDocument,
  WritingWithdrawDocument,
} from '../generated/operations';
import type { WriteRequest } from './write-request';

/** What the person decided before the preview; each kind of write takes its part of it. */
export interface Choices {
  readonly withParents: boolean;
  readonly overrides: readonly FieldOverride[];
  readonly resolutions: readonly FieldResolution[];
  /** Null: the waiver does not expire. */
  readonly expiresAt: string | null;
}

export const NO_CHOICES: Choices = { withParents: false, overrides: [], resolutions: [], expiresAt: null };

/** What every write is asked with: a dry run, or one that is to be kept. */
export type Sending =
  | { readonly dryRun: true }
  | {
      readonly dryRun: false;
      readonly expectedFingerprint: string;
      readonly reason: string;
      readonly idempotencyKey: string;
    };

/** The answer of all six mutations; `covers`: of a root cause's waiver, how many discrepancies. */
export type WriteAnswer = WritingMigrateMutation['answer'] & { readonly covers?: number | null };

interface Sent {
  readonly data?: { readonly answer: WriteAnswer } | undefined;
  readonly error?: CombinedError | undefined;
}

type Context = Partial<OperationContext>;

/** The name of the mutation that does it, by which roles allow it. */
export const MUTATION_OF: Readonly<Record<WriteRequest['kind'], string>> = {
  MIGRATE: 'migrateRecord',
  RECONCILE: 'reconcileRecord',
  REMOVE: 'removeRecord',
  WAIVE: 'waiveDiscrepancy',
  WITHDRAW: 'withdrawWaiver',
  REVERT: 'revertChange',
};

export function sendWrite(
  api: Client,
  request: WriteRequest,
  choices: Choices,
  sending: Sending,
  context: Context,
): Promise<Sent> {
  const isWrite = !sending.dryRun;
  // The schema's own list of names is closed; the page has them from the API.
  const mapping = request.mapping as MappingName;
  switch (request.kind) {
    case 'MIGRATE': {
      const overrides = [...choices.overrides];
      const input = { ...sending, mapping, legacyId: request.legacyId, withParents: choices.withParents, overrides };
      return api.mutation(WritingMigrateDocument, { input, isWrite }, context).toPromise();
    }
    case 'RECONCILE': {
      const input = { ...sending, mapping, legacyId: request.legacyId, resolutions: [...choices.resolutions] };
      return api.mutation(WritingReconcileDocument, { input, isWrite }, context).toPromise();
    }
    case 'REMOVE': {
      const input = { ...sending, mapping, newId: request.newId };
      return api.mutation(WritingRemoveDocument, { input, isWrite }, context).toPromise();
    }
    case 'WAIVE': {
      const input = { ...sending, mapping, expiresAt: choices.expiresAt, ...waivedBy(request) };
      return api.mutation(WritingWaiveDocument, { input, isWrite }, context).toPromise();
    }
    case 'WITHDRAW': {
      const input = { ...sending, waiverId: request.waiverId };
      return api.mutation(WritingWithdrawDocument, { input, isWrite }, context).toPromise();
    }
    default: {
      const input = { ...sending, changeId: request.changeId };
      return api.mutation(WritingRevertDocument, { input, isWrite }, context).toPromise();
    }
  }
}

function waivedBy(request: WriteRequest & { readonly kind: 'WAIVE' }) {
  if ('rootCause' in request) return { rootCause: request.rootCause };
  const record = 'legacyId' in request ? { legacyId: request.legacyId } : { newId: request.newId };
  return { ...record, field: request.field ?? null };
}
