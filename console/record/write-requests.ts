import type { RecordAction } from '../generated/operations';
import type { WriteRequest } from '../writing/write-request';
import { type Cause, type Compared, isTelling, type RecordId } from './compared';

type Remedy = Cause['remedies'][number];

const ACTION_OF: Readonly<Record<string, RecordAction>> = {
  migrateRecord: 'MIGRATE',
  reconcileRecord: 'RECONCILE',
  waiveDiscrepancy: 'WAIVE',
  removeRecord: 'REMOVE',
};

/** The record that a page is about: as its address names it, and as it was compared. */
export interface Subject {
  readonly id: RecordId;
  readonly record: Compared;
}

/** What the dialog can be opened with, one for each row that it can be about; none: the record has not the id it takes. */
export function requestsOf(action: RecordAction, subject: Subject, wanted?: readonly string[]): WriteRequest[] {
  const {
    legacyId,
    mapping: { name: mapping },
    verdict,
    fields: compared,
  } = subject.record;
  const rows = rowsOf(subject);
  if (action === 'DIFF') return [];
  if (action === 'REMOVE') return rows.map((newId) => ({ kind: action, mapping, newId }));
  // Several EXTRA rows may claim the same legacy id, each a discrepancy of its own: that id is none of theirs.
  if (action === 'WAIVE' && (verdict === 'EXTRA' || legacyId === null))
    return rows.slice(0, 1).map((newId) => ({ kind: action, mapping, newId }));
  if (legacyId === null) return [];
  if (action === 'WAIVE') return [{ kind: action, mapping, legacyId }];
  const fields = wanted ?? compared.filter(isTelling).map(({ field }) => field);
  return [{ kind: action, mapping, legacyId, fields }];
}

/** The new row that the address names; all that claim the record where it names none. */
const rowsOf = ({ id, record }: Subject): readonly string[] => (id.newId === null ? record.newIds : [id.newId]);

/** Says which row a request is about, where the page offers the same for several. */
export const whichRow = (request: WriteRequest, { length }: readonly WriteRequest[]): string =>
  request.kind === 'REMOVE' && length > 1 ? ` row ${request.newId}` : '';

/** What carries a remedy out on this record; none: it is done elsewhere, or the verdict does not allow it here. */
export function requestsOfRemedy({ mutation, field }: Remedy, cause: Cause, subject: Subject): WriteRequest[] {
  const action = mutation === null ? undefined : ACTION_OF[mutation];
  if (action === undefined || !subject.record.allowedActions.includes(action) || !isOwn(field, cause)) return [];
  return requestsOf(action, subject, field === null ? [] : [field]);
}

/** Whether a remedy is about the record itself. It may be about a field of one further up, that may be named alike. */
const isOwn = (field: string | null, cause: Cause): boolean => field === null || field === cause.field;

/** The record further up that a remedy is about; null: it is about this one, or about none that can be gone to. */
export function placeOfRemedy({ field }: Remedy, cause: Cause): Cause['path'][number] | null {
  if (isOwn(field, cause)) return null;
  return cause.path.slice(1).findLast(({ verdict }) => verdict === 'BLOCKED') ?? null;
}
