import { DiscrepancyState } from '../entities/ledger/discrepancy';
import { isPersonal } from '../reconciliation/data-classes';
import type { DiscrepancyFilter } from '../reconciliation/ledger/discrepancies';
import type { Cursor } from '../reconciliation/ledger/filter';
import type { Mapping } from '../reconciliation/mapping';
import { findKeysHolding, listTexts, type ReadText } from '../reconciliation/reading/text-search';
import { type Access, forbidden } from './access/access';
import { decodeCursor, PATTERN } from './connection';
import type { RequestContext } from './context';
import { given } from './given';
import { inputError } from './input-error';
import type { DiscrepancyWhere } from './types/discrepancy-where';

/** The conditions as the ledger takes them but for the text, kept to the caller's systems. */
export function filterOf(access: Access, where: DiscrepancyWhere | undefined, newest: boolean): DiscrepancyFilter {
  const { verdict, state, text, ...rest } = access.restrict(given(where));
  if (text !== undefined && rest.mapping === undefined)
    throw inputError('text is looked for in the records of one mapping: give mapping as well');
  const states = state ?? [DiscrepancyState.OPEN, DiscrepancyState.WAIVED];
  return { ...rest, states, ...(verdict === undefined ? {} : { verdicts: verdict }), newest };
}

/** Where a page of discrepancies begins. */
export const placeOf = (after: string | null | undefined): Cursor | null =>
  decodeCursor(after, [PATTERN.instant, PATTERN.uuid]);

/** What a list is asked for, a text included. */
export interface Search {
  readonly filter: DiscrepancyFilter;
  /**
   * To be told of the legacy records that an answer is about: that they hold the text is known by it, and it may be
   * somebody's name.
   */
  note(this: void, legacyIds: readonly (string | null)[]): void;
}

const MOST_FOUND = 1_000;

/** The texts that a caller may search, in the mapping's records. */
function searchable({ sight }: RequestContext, mapping: Mapping): readonly ReadText[] {
  const texts = listTexts(mapping, sight.classes);
  if (texts.length === 0) throw inputError(`the rules of ${mapping.name} read no text that could be searched`);
  const seen = texts.filter(({ dataClass }) => !sight.isHidden(dataClass));
  if (seen.length === 0) throw forbidden(`all texts of ${mapping.name} are hidden from you: they are not searched`);
  return seen;
}

/** Keeps a list to the discrepancies whose legacy record holds a text now. */
export async function searchText(
  context: RequestContext,
  filter: DiscrepancyFilter,
  text: string | null | undefined,
): Promise<Search> {
  if (text == null || filter.mapping === undefined) return { filter, note: () => undefined };
  const mapping = context.access.mapping(filter.mapping);
  const texts = searchable(context, mapping);
  const paths = texts.map(({ path }) => path);
  const legacyIds = await findKeysHolding(context.service.sides.legacy, mapping, paths, text, MOST_FOUND + 1);
  if (legacyIds.length > MOST_FOUND)
    throw inputError(`more than ${MOST_FOUND.toLocaleString('en')} legacy records hold it: narrow the text`);
  const classes = new Set(texts.map(({ dataClass }) => dataClass).filter(isPersonal));
  const note = (ids: readonly (string | null)[]): void => {
    for (const recordId of ids) {
      if (recordId === null) continue;
      for (const dataClass of classes)
        context.disclosures.note({ mapping: mapping.name, table: mapping.legacy.table.name, recordId, dataClass });
    }
  };
  // Of a record that was asked for by its id it is known now whether it holds the text, found or not.
  if (filter.legacyId !== undefined) note([filter.legacyId]);
  return { filter: { ...filter, legacyIds }, note };
}
