import { listReferences } from '../../integrity-checks';
import type { MappedField, Mapping } from '../../mapping';
import type { Sides } from '../../reading/database';
import { LegacyReader } from '../../reading/legacy-reader';
import type { Hop } from '../../tracing/cause';
import { isSecret } from '../sensitivity';
import { fieldAmong } from '../unanswerable';
import { counted } from '../words';
import { countNamed, parentName, type Spread, spreadOf } from './legacy-spread';
import { findParents, listOwners } from './new-spread';

/** A parent and its part of the records that name one, on both sides. */
export interface OwningParent {
  readonly parent: Hop;
  readonly newCount: number;
  /** Of the rows that point at a parent, between 0 and 1. */
  readonly newShare: number;
  readonly legacyCount: number;
  readonly legacyShare: number;
  readonly isOutlier: boolean;
}

/** How the records of a mapping are spread over their parents. */
export interface ParentSpread {
  readonly mapping: Mapping;
  readonly field: MappedField;
  readonly new: Spread;
  readonly legacy: Spread;
  /** Those with most new rows first. */
  readonly parents: readonly OwningParent[];
  readonly findings: readonly string[];
}

const MOST_PARENTS = 20;
/** Fewer rows may stand anywhere by chance. */
const LEAST_ROWS = 10;
const LEAST_TIMES = 5;
const LEAST_RISE = 0.25;

const shareOf = (count: number, { named }: Spread): number => (named === 0 ? 0 : count / named);

/**
 * Whether a parent owns more than can be explained: at least ten rows, more than the legacy side gives it, and a share
 * five times its legacy share or a quarter of all rows above it.
 */
function isOutlier({
  newCount,
  newShare,
  legacyCount,
  legacyShare,
}: Omit<OwningParent, 'parent' | 'isOutlier'>): boolean {
  if (newCount < LEAST_ROWS || newCount <= legacyCount) return false;
  return newShare >= LEAST_TIMES * legacyShare || newShare - legacyShare >= LEAST_RISE;
}

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

const nameOf = ({ parent }: OwningParent): string =>
  `${parent.mapping?.name ?? parent.table} ${parent.legacyId ?? parent.newId ?? ''}`;

function findingOf(owner: OwningParent): string {
  const rows = counted(owner.newCount, 'row');
  return `${nameOf(owner)} owns ${rows} (${percent(owner.newShare)}), and ${owner.legacyCount} on the legacy side (${percent(owner.legacyShare)})`;
}

/** Holds the parents that own most rows of a mapping against what the legacy side gives them. */
export async function spreadParents(sides: Sides, mapping: Mapping, name: string): Promise<ParentSpread> {
  const references = listReferences(mapping).filter((reference) => !isSecret(mapping, reference.field));
  const field = fieldAmong(
    references.map((reference) => reference.field),
    name,
    'one that names a parent',
  );
  const reference = references.find((candidate) => candidate.field === field) ?? { mapping, field, parents: [] };
  const { owners, ...current } = await listOwners(sides.new, reference, MOST_PARENTS);
  const found = await findParents(
    sides.new,
    reference,
    owners.map(({ id }) => id),
  );
  const rows = await new LegacyReader(sides.legacy).count(mapping);
  const legacy = await spreadOf(sides.legacy, mapping, field, rows);
  const keys = [...found.values()].flatMap(({ mapping: parent, key }) =>
    key === null ? [] : [{ mapping: parent, key }],
  );
  const counts = await countNamed(sides.legacy, mapping, field, keys, rows);
  const parents = owners.map(({ id, n }): OwningParent => {
    const parent = found.get(id);
    const legacyCount =
      parent?.key == null ? 0 : (counts.get(parentName({ mapping: parent.mapping, key: parent.key })) ?? 0);
    const shares = {
      newCount: n,
      newShare: shareOf(n, current),
      legacyCount,
      legacyShare: shareOf(legacyCount, legacy),
    };
    return { ...shares, parent: parent?.hop ?? orphan(reference.parents, id), isOutlier: isOutlier(shares) };
  });
  const findings = parents.filter((owner) => owner.isOutlier).map(findingOf);
  return { mapping, field, new: current, legacy, parents, findings };
}

/** An id that rows point at and that no row has. */
function orphan(parents: readonly Mapping[], id: string): Hop {
  const [mapping = null] = parents;
  const table = mapping?.legacy.table.name ?? '';
  return { mapping, table, legacyId: null, newId: id, state: 'points at no row', verdict: null };
}
