import type { Pair } from '../reconciliation/comparing/pair';
import type { Mapping } from '../reconciliation/mapping';
import type { RequestContext } from './context';
import { checkLegacyId, checkNewId, inputError } from './input-error';

/** The pair that exactly one of two ids names, compared now; null: there is none. */
export async function findNamedPair(
  { loaders }: RequestContext,
  mapping: Mapping,
  { legacyId, newId }: { readonly legacyId?: string | null; readonly newId?: string | null },
): Promise<Pair | null> {
  if (legacyId != null && newId == null) return loaders.pairs.load({ mapping, id: checkLegacyId(legacyId) });
  if (newId != null && legacyId == null) return loaders.pairsByNewId.load({ mapping, id: checkNewId(newId) });
  throw inputError('give legacyId or newId: one of them, not both');
}
