import { type Change, ChangeKind, type RowImage } from '../../entities/ledger/change';
import { parseBulkId } from '../ledger/bulk-changes';
import { listChangesByIds } from '../ledger/lists';
import type { Mapping } from '../mapping';
import type { Plan, PlannedWrite } from './plan';
import { Refusal, RefusalCode } from './refusal';
import { changedColumns, isSameImage } from './row-image';
import type { WriteSession } from './session';

const OPPOSITE: Record<ChangeKind, ChangeKind> = {
  [ChangeKind.INSERT]: ChangeKind.DELETE,
  [ChangeKind.UPDATE]: ChangeKind.UPDATE,
  [ChangeKind.DELETE]: ChangeKind.INSERT,
};

const notRevertible = (message: string): Refusal => new Refusal(RefusalCode.NOT_REVERTIBLE, message);

/** The fingerprint by which a change is taken back: the change itself, which never alters. In two parts, as no record's is. */
export const changeFingerprint = (change: Pick<Change, 'id'>): string => `change.${change.id.replaceAll('.', '/')}`;

/** Plans the way back of one change: the row becomes exactly what it was, or the refusal says what changed since. */
export async function planRevert(session: WriteSession, changeId: string): Promise<Plan> {
  const found = await findChange(session, changeId);
  const mapping = session.mappings.find((candidate) => candidate.name === found.mapping);
  if (mapping === undefined) throw notRevertible(`the mapping ${found.mapping} no longer exists`);
  await session.transaction.takeTurn(`${mapping.name}/${found.legacyId ?? found.newId}`);
  // The row is locked first, and the change is read again in our turn: somebody else may just have taken it back.
  const current = await session.images.find(mapping.new.table.name, found.newId);
  const change = await findChange(session, changeId);
  if (change.revertedBy !== null) throw notRevertible(`it was already taken back by change ${change.revertedBy}`);
  if (parseBulkId(changeId) === null) refuseChanged(change, current);
  else refuseAltered(change, current);
  if (change.kind === ChangeKind.INSERT) await refuseReferenced(session, mapping, change.newId);
  const write = revertingWrite(mapping, change);
  return {
    mapping,
    legacyId: change.legacyId,
    newId: change.newId,
    fingerprint: changeFingerprint(change),
    writes: [write],
  };
}

async function findChange(session: WriteSession, changeId: string): Promise<Change> {
  const [change] = await listChangesByIds(session.transaction, [changeId]);
  if (change === undefined) throw new Refusal(RefusalCode.NOT_FOUND, `there is no change ${changeId}`, 'changeId');
  return change;
}

function refuseChanged(change: Change, current: RowImage | null): void {
  if (isSameImage(change.after, current)) return;
  if (current === null) throw notRevertible('the row was removed since');
  if (change.after === null) throw notRevertible('a row with its id exists again');
  throw notRevertible(`these columns changed since: ${changedColumns(change.after, current).join(', ')}`);
}

/** A row that a bulk change inserted has no image to be held against; where it is unchanged its digest gave it one. */
function refuseAltered(change: Change, current: RowImage | null): void {
  if (change.kind === ChangeKind.DELETE)
    throw notRevertible('it removed many rows at once, of which no images were kept: migrate the record again');
  if (current === null) throw notRevertible('the row was removed since');
  if (change.after === null) throw notRevertible('the row changed since it was inserted');
}

async function refuseReferenced(session: WriteSession, mapping: Mapping, newId: string): Promise<void> {
  const references = await session.listReferences(mapping, newId);
  if (references.length > 0) throw notRevertible(`other rows refer to it by now: ${references.join(', ')}`);
}

function revertingWrite(mapping: Mapping, change: Change): PlannedWrite {
  const before = change.before ?? {};
  const bulk = parseBulkId(change.id);
  const columns = changedColumns(change.before, change.after);
  const restored = Object.fromEntries(columns.map((name) => [name, before[name] ?? null]));
  return {
    mapping,
    kind: OPPOSITE[change.kind],
    legacyId: change.legacyId,
    newId: change.newId,
    values: change.kind === ChangeKind.DELETE ? before : change.kind === ChangeKind.INSERT ? {} : restored,
    exactly: change.before,
    decisions: [],
    undecided: [],
    ...(bulk === null ? { reverts: change.id } : { revertsBulk: bulk.bulk }),
  };
}
