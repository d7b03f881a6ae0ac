import { ask } from '../ledger/ledger';
import { isRequiredReference, type Mapping, referencesOf } from '../mapping';
import type { Database, Sides } from '../reading/database';
import { listChangedLegacy, listNaming } from './changed-legacy';
import { listAbandoned, listChangedNew, listUnsettled, listYoungKeys } from './changed-new';
import { findHorizon } from './row-versions';
import { rulesDigest } from './rules-digest';

/** What a comparison of a whole mapping saw: everything that was written before it began, in the light of these rules. */
export interface Horizons {
  /** The oldest transaction of the side that was not over yet; null: the engine tells nobody which rows one wrote. */
  readonly legacy: string | null;
  readonly new: string | null;
  /** A digest of the mapping's rules; null: they were not noted. */
  readonly rules: string | null;
}

/** What a comparison that begins now will have seen. */
export const findHorizons = async (sides: Sides, mapping: Mapping): Promise<Horizons> => ({
  legacy: await findHorizon(sides.legacy),
  new: await findHorizon(sides.new),
  rules: rulesDigest(mapping),
});

/** What the last comparison of the whole mapping saw; null: there was none. */
export async function findLastHorizons(ledger: Database, mapping: Mapping): Promise<Horizons | null> {
  const [last] = await ask<Horizons>(
    ledger,
    'SELECT legacy_horizon AS legacy, new_horizon AS new, rules FROM counterpart.comparison WHERE mapping = $1',
    [mapping.name],
  );
  return last ?? null;
}

/** The records to look at, or why nobody can tell which: a sentence without its end. */
export type Changed = { readonly ids: readonly string[] } | { readonly unknown: string };

/**
 * Records whose optional parent may have come into being, so that the NULL which was right is not any more. Null: all of
 * them, because the parent is the same for every record.
 */
async function listGainingParent(sides: Sides, mapping: Mapping, horizon: string): Promise<string[] | null> {
  const found: string[] = [];
  for (const field of referencesOf(mapping).filter((candidate) => !isRequiredReference(candidate))) {
    const { reference } = field.rule;
    const keys = reference === undefined ? [] : await listYoungKeys(sides.new, reference.mapping(), horizon);
    const paths = reference?.paths ?? [];
    if (keys.length > 0 && paths.length === 0) {
      const fixed = field.rule.expect(() => null, field.column.kind);
      if (!('value' in fixed) || (fixed.value !== null && keys.includes(fixed.value))) return null;
    }
    for (const path of paths) found.push(...(await listNaming(sides.legacy, mapping, path, keys)));
  }
  return found;
}

/**
 * The legacy ids of records of which something was written since on either side, with everything that their rules read
 * and the rows that their references point at; of those whose row does not claim them any more; and of those that did
 * not match. A legacy row that was removed is none of these: it leaves no version behind.
 */
export async function listChangedSince(sides: Sides, mapping: Mapping, since: Horizons | null): Promise<Changed> {
  if (sides.legacy.dialect !== 'postgres') return { unknown: 'the legacy server keeps no versions of its rows' };
  if (mapping.new.keyColumn === null) return { unknown: 'no column of the new side holds the legacy id' };
  if (since === null || since.legacy === null || since.new === null)
    return { unknown: 'no run has compared the whole mapping yet' };
  if (since.rules !== rulesDigest(mapping)) return { unknown: 'its rules are not those of the last comparison' };
  const gaining = await listGainingParent(sides, mapping, since.new);
  if (gaining === null) return { unknown: 'the one parent of all its records was written since' };
  const ids = new Set([
    ...(await listChangedLegacy(sides.legacy, mapping, since.legacy)),
    ...(await listChangedNew(sides.new, mapping, since.new)),
    ...(await listAbandoned(sides.new, mapping)),
    ...(await listUnsettled(sides.new, mapping)),
    ...gaining,
  ]);
  return { ids: [...ids].sort((one, other) => one.length - other.length || (one < other ? -1 : 1)) };
}
