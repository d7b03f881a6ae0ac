import type { DispatchJaw } from '../../entities/legacy/dispatch-jaw';
import type { Jaw } from '../../entities/new/jaw';
import { isMigratedProduct } from '../catalogue/products';
import { wrongSideJawIds } from '../faults/fault-ids';
import { jsonObject, jsonText } from '../making/json';
import { LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { lossOf } from './instruction-kinds';
import { jawIds, type NamedJaw } from './jaw-plan';

type LegacyJaw = Row<DispatchJaw>;

const TEETH = 16;

const teeth = (random: Random, share: number): string =>
  Array.from({ length: TEETH }, () => (random.happens(share) ? '1' : '0')).join('');

export function makeLegacyJaws(seed: Seed, productIds: readonly string[]): LegacyJaw[] {
  const random = seed.random('jaws');
  return jawIds.map((id) => ({
    id,
    bondTeeth: teeth(random, 30),
    extractTeeth: random.happens(80) ? '0'.repeat(TEETH) : teeth(random, 10),
    reason: random.pick([null, null, null, '1', '2', '3', '4']),
    productId: random.happens(85) ? null : random.pick(productIds),
    labial: random.happens(15),
  }));
}

const reasons = new Map([
  ['1', 'breakage'],
  ['2', 'other'],
  ['3', 'complete'],
]);

function sideOf({ id, side }: NamedJaw): string {
  if (!wrongSideJawIds.includes(id)) return side;
  return side === 'upper' ? 'lower' : 'upper';
}

export function makeNewJaws(seed: Seed, legacy: readonly LegacyJaw[], plan: readonly NamedJaw[]): Row<Jaw>[] {
  const named = new RowIndex(plan);
  return legacy.flatMap((jaw) => {
    const place = named.find(jaw.id);
    if (place === undefined || lossOf(place.instructionId) !== undefined) return [];
    const { productId } = jaw;
    return {
      id: seed.newId('jaws', jaw.id),
      legacyJawId: jaw.id,
      bondTeeth: jaw.bondTeeth,
      createdAt: LOADED_AT,
      extractTeeth: jaw.extractTeeth,
      jawType: sideOf(place),
      labial: jaw.labial,
      metadata: jsonObject({ migrated_at: jsonText(LOADED_AT) }),
      orderId: seed.newId('orders', place.instructionId),
      productId: productId !== null && isMigratedProduct(productId) ? seed.newId('products', productId) : null,
      replacementReason: reasons.get(jaw.reason ?? '') ?? null,
      updatedAt: LOADED_AT,
    };
  });
}
