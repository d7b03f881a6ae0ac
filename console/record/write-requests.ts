import type { RecordAction } from '../generated/operations';
import type { WriteRequest } from '../writing/write-request';
import { type Cause, type Compared, isTelling } from './compared';

type Remedy = Cause['remedies'][number];

const ACTION_OF: Readonly<Record<string, RecordAction>> = {
  migrateRecord: 'MIGRATE',
  reconcileRecord: 'RECONCILE',
  waiveDiscrepancy: 'WAIVE',
  removeRecord: 'REMOVE',
};

/** What the dialog is opened with; null: the record has not the id that it takes. */
export function requestOf(action: RecordAction, record: Compared, wanted?: readonly string[]): WriteRequest | null {
  const { legacyId, newId } = record;
  const mapping = record.mapping.name;
  const fields = wanted ?? record.fields.filter(isTelling).map(({ field }) => field);
  if (action === 'REMOVE') return newId === null ? null : { kind: action, mapping, newId };
  if (action === 'WAIVE') {
    if (legacyId !== null) return { kind: action, mapping, legacyId };
    return newId === null ? null : { kind: action, mapping, newId };
  }
  if (action === 'DIFF' || legacyId === null) return null;
  return { kind: action, mapping, legacyId, fields };
}

/** What carries a remedy out on this record; null: it is done elsewhere, or the verdict does not allow it here. */
export function requestOfRemedy({ mutation, field }: Remedy, cause: Cause, record: Compared): WriteRequest | null {
  const action = mutation === null ? undefined : ACTION_OF[mutation];
  if (action === undefined || !record.allowedActions.includes(action) || !isOwn(field, cause)) return null;
  return requestOf(action, record, field === null ? [] : [field]);
}

/** Whether a remedy is about the record itself. It may be about a field of one further up, that may be named alike. */
const isOwn = (field: string | null, cause: Cause): boolean => field === null || field === cause.field;

/** The record further up that a remedy is about; null: it is about this one, or about none that can be gone to. */
export function placeOfRemedy({ field }: Remedy, cause: Cause): Cause['path'][number] | null {
  if (isOwn(field, cause)) return null;
  return cause.path.slice(1).findLast(({ verdict }) => verdict === 'BLOCKED') ?? null;
}
