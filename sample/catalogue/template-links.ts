import type { DispatchTemplateProducts } from '../../entities/legacy/dispatch-template-products';
import type { DispatchTemplateViewGroups } from '../../entities/legacy/dispatch-template-view-groups';
import type { TemplateProduct } from '../../entities/new/template-product';
import type { TemplateViewGroup } from '../../entities/new/template-view-group';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import { type GroupName, groupId } from '../people/groups';

type LegacyPair = Row<DispatchTemplateProducts>;

/** How many templates apply to each product, by what became of those pairs. */
export const pairsByProduct = {
  /** Product id and course id are equal, so the old loader found the product. */
  migrated: { 1: 41, 2: 32, 3: 20 },
  /** The product is there under its own id; the old loader looked for its course id. */
  missing: { 12: 17, 13: 14, 14: 10 },
  /** The product was never migrated, because its course has no label. */
  blockedByCourse: { 15: 9, 16: 7, 17: 4 },
  /** The product was deleted. */
  blockedByDeletion: { 18: 12 },
} as const;

const TEMPLATES_BY_GROUP = { Technician: 96, Doctor: 34, Master: 31, Sales: 22 } as const satisfies Partial<
  Record<GroupName, number>
>;

/** Distinct pairs: for each second id, so many different templates; in an order that tells nothing. */
function makePairs(
  seed: Seed,
  subject: string,
  templateIds: readonly string[],
  counts: Readonly<Record<string, number>>,
) {
  const random = seed.random(subject);
  const pairs = Object.entries(counts).flatMap(([other, count]) =>
    random
      .shuffle(templateIds)
      .slice(0, count)
      .map((templateId) => ({ templateId, other })),
  );
  return random.shuffle(pairs).map((pair, index) => ({ id: String(index + 1), ...pair }));
}

export function makeLegacyTemplateProducts(seed: Seed, templateIds: readonly string[]): LegacyPair[] {
  const { migrated, missing, blockedByCourse, blockedByDeletion } = pairsByProduct;
  const counts = { ...migrated, ...missing, ...blockedByCourse, ...blockedByDeletion };
  return makePairs(seed, 'template products', templateIds, counts).map(({ id, templateId, other }) => ({
    id,
    templateId,
    productId: other,
  }));
}

export const makeNewTemplateProducts = (seed: Seed, legacy: readonly LegacyPair[]): Row<TemplateProduct>[] =>
  legacy
    .filter((pair) => pair.productId in pairsByProduct.migrated)
    .map((pair) => ({
      id: seed.newId('template_products', pair.id),
      productId: seed.newId('products', pair.productId),
      quantity: '1',
      templateId: seed.newId('templates', pair.templateId),
    }));

/** Legacy and new rows together: the new side keeps the group's name, the legacy side its id. */
export function makeViewGroups(
  seed: Seed,
  templateIds: readonly string[],
): { legacy: Row<DispatchTemplateViewGroups>[]; new: Row<TemplateViewGroup>[] } {
  const pairs = makePairs(seed, 'template view groups', templateIds, TEMPLATES_BY_GROUP);
  return {
    legacy: pairs.map(({ id, templateId, other }) => ({ id, templateId, groupId: groupId(other as GroupName) })),
    new: pairs.map(({ id, templateId, other }) => ({
      id: seed.newId('template_view_groups', id),
      groupName: other,
      templateId: seed.newId('templates', templateId),
    })),
  };
}
