import { ChangeKind } from '../../entities/ledger/change';
import type { Pair } from '../comparing/pair';
import { Verdict } from '../comparing/verdict';
import type { Mapping } from '../mapping';
import type { Plan } from './plan';
import { Refusal, RefusalCode } from './refusal';
import type { WriteSession } from './session';

export interface RemoveRequest {
  readonly mapping: Mapping;
  readonly newId: string;
}

/** Plans the removal of a row that should not be there: an EXTRA one, or a surplus copy of an AMBIGUOUS record. */
export async function planRemoval(session: WriteSession, request: RemoveRequest): Promise<Plan> {
  const { mapping, newId } = request;
  const pair = await takeByNewId(session, mapping, newId);
  session.hold(pair);
  if (pair.verdict !== Verdict.EXTRA && pair.verdict !== Verdict.AMBIGUOUS) {
    throw new Refusal(
      RefusalCode.NOT_APPLICABLE,
      `only rows that are EXTRA or AMBIGUOUS are removed; this one is ${pair.verdict}`,
    );
  }
  const references = await session.listReferences(mapping, newId);
  if (references.length > 0) {
    throw new Refusal(RefusalCode.CONSTRAINT_VIOLATION, `other rows still refer to it: ${references.join(', ')}`);
  }
  const legacyId = pair.legacy?.key ?? null;
  const write = { mapping, kind: ChangeKind.DELETE, legacyId, newId, values: {}, decisions: [], undecided: [] };
  return { mapping, legacyId, newId, fingerprint: pair.fingerprint.text, writes: [write] };
}

/** Locks a row and compares the pair that it belongs to. */
async function takeByNewId(session: WriteSession, mapping: Mapping, newId: string): Promise<Pair> {
  const table = mapping.new.table.name;
  if ((await session.images.find(table, newId)) === null) {
    throw new Refusal(RefusalCode.NOT_FOUND, `${table} has no row ${newId}`, 'newId');
  }
  const [seen] = await session.loader.listByNewIds(mapping, [newId]);
  if (seen === undefined) {
    throw new Refusal(
      RefusalCode.NOT_APPLICABLE,
      'the row claims no legacy record: it was made on the new side and is not ours to remove',
    );
  }
  if (seen.legacy === null) return seen;
  // The surplus copies of one record share its turn, so that two people cannot each remove a different one.
  const pair = await session.takeRecord(mapping, seen.legacy.key);
  return pair ?? seen;
}
