import type { DataSource } from 'typeorm';
import { type AuditEvent, appendAudit } from '../ledger/audit-chain';
import {
  countOtherViews,
  dropView,
  keepView,
  type Remover,
  type StoredView,
  type ViewToSave,
} from '../ledger/saved-views';
import type { Mapping } from '../mapping';
import { asRefusal } from './database-error';
import { Refusal, RefusalCode, type RefusalView } from './refusal';
import { inTransaction, type WriteTransaction } from './transaction';

/** A view after what was asked of it, and why it was not done where it was not. */
export interface ViewAnswer {
  readonly view: StoredView | null;
  readonly refusals: readonly RefusalView[];
}

const MOST_VIEWS = 50;
const NAME_LIMIT = 60;

/** What is not seen, ends a line or turns it, by which one name could pass for another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const invalid = (message: string, field: string): Refusal => new Refusal(RefusalCode.INVALID_INPUT, message, field);

/** A name as it is kept: however its letters were typed, the same one is the same view. */
function readName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (name === '') throw invalid('a name is needed', 'name');
  if ([...name].length > NAME_LIMIT) throw invalid(`name is longer than ${NAME_LIMIT} characters`, 'name');
  if (UNSEEN.test(name)) throw invalid('name may hold no characters that are not seen', 'name');
  return name;
}

/** A field that there is, because any other text might say something of a person. */
function checkField(field: string | null, mappings: readonly Mapping[]): void {
  if (field === null || mappings.some(({ fields }) => fields.some(({ property }) => property === field))) return;
  throw invalid('field is no field of the mapping, or of any where none is named', 'field');
}

/** Keeps a view of somebody, with an audit entry. `mappings`: those that it may be of, or the one that it is of. */
export function saveView(
  source: DataSource,
  actor: string,
  view: ViewToSave,
  mappings: readonly Mapping[],
): Promise<ViewAnswer> {
  return answering(async () => {
    const named = { ...view, name: readName(view.name) };
    checkField(view.field, mappings);
    return inTransaction(source, async (transaction) => {
      // One at a time of one owner, or several at once would be more than there may be.
      await transaction.takeTurn(`views/${actor}`);
      if ((await countOtherViews(transaction, actor, named.name)) >= MOST_VIEWS)
        throw invalid(`you keep ${MOST_VIEWS} views, and more are not kept: remove one first`, 'name');
      const kept = await keepView(transaction, actor, named);
      await audit(transaction, actor, 'saveView', kept);
      return kept;
    });
  });
}

/** Throws a view away, with an audit entry. */
export function removeView(source: DataSource, id: string, remover: Remover): Promise<ViewAnswer> {
  return answering(() =>
    inTransaction(source, async (transaction) => {
      const dropped = await dropView(transaction, id, remover);
      if (dropped === null) throw new Refusal(RefusalCode.NOT_FOUND, 'there is no view of yours with this id', 'id');
      await audit(transaction, remover.name, 'removeView', dropped);
      return dropped;
    }),
  );
}

async function audit(transaction: WriteTransaction, actor: string, action: string, view: StoredView): Promise<void> {
  const { id, owner, isShared, mapping } = view;
  const about: Pick<AuditEvent, 'mapping' | 'view'> = { mapping: mapping ?? '', view: { id, owner, isShared } };
  await appendAudit(transaction, { actor, action, legacyId: null, newId: null, reason: '', changes: [], ...about });
}

async function answering(work: () => Promise<StoredView>): Promise<ViewAnswer> {
  try {
    return { view: await work(), refusals: [] };
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal instanceof Refusal) return { view: null, refusals: [refusal.view()] };
    throw error;
  }
}
