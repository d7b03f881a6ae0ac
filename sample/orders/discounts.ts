import type { DispatchDiscount } from '../../entities/legacy/dispatch-discount';
import type { Discount } from '../../entities/new/discount';
import { dayText, LOADED_AT } from '../making/moments';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { PlannedOffer } from './offers';

type LegacyDiscount = Row<DispatchDiscount>;

/** Discounts of migrated offers, and of lost ones. */
const MIGRATED = 135;
export const LOST_DISCOUNTS = 16;

const REASONS = ['', '', '  ', 'Volume', 'First order', 'Apology for a late parcel', 'Größere Bestellung ', '友人'];

function makeDiscount(random: Random, id: number, offerId: string): LegacyDiscount {
  const start = random.day('2021-01-01', '2025-07-31');
  const count = random.happens(40) ? null : random.integer(1, 10);
  return {
    id: String(id),
    percent: String(random.pick([5, 10, 15, 20, 25, 50, 100])),
    reason: random.pick(REASONS),
    count: count === null ? null : String(count),
    start: random.happens(10) ? null : dayText(start),
    finish: random.happens(30) ? null : dayText(start + random.integer(0, 365)),
    total: random.happens(20),
    used: String(random.integer(0, count ?? 3)),
    offerId,
  };
}

export function makeLegacyDiscounts(seed: Seed, offers: readonly PlannedOffer[]): LegacyDiscount[] {
  const random = seed.random('discounts');
  const pick = (isLost: boolean, count: number): string[] =>
    random
      .shuffle(offers.filter((offer) => (offer.orderId === null) === isLost))
      .slice(0, count)
      .map((offer) => offer.id);
  const offerIds = random.shuffle([...pick(false, MIGRATED), ...pick(true, LOST_DISCOUNTS)]);
  return offerIds.map((offerId, index) => makeDiscount(random, index + 1, offerId));
}

/** A day as the moment at which it begins. */
const beginningOf = (day: string | null): string | null => (day === null ? null : `${day}T00:00:00.000000Z`);

export function makeNewDiscounts(
  seed: Seed,
  legacy: readonly LegacyDiscount[],
  offers: readonly PlannedOffer[],
): Row<Discount>[] {
  const byId = new RowIndex(offers);
  return legacy
    .filter((discount) => byId.find(discount.offerId)?.orderId != null)
    .map((discount) => ({
      id: seed.newId('discounts', discount.id),
      legacyDiscountId: discount.id,
      code: `LEGACY${discount.id}`,
      createdAt: LOADED_AT,
      currentUses: discount.used,
      discountType: 'percentage',
      fixedAmount: null,
      isActive: true,
      maxUses: discount.count,
      metadata: null,
      minimumOrderAmount: null,
      name: discount.reason.trim() === '' ? `Discount ${discount.percent}%` : discount.reason,
      percentage: discount.percent,
      validFrom: beginningOf(discount.start),
      validUntil: beginningOf(discount.finish),
    }));
}
