import type { DispatchOffer } from '../../entities/legacy/dispatch-offer';
import type { Offer } from '../../entities/new/offer';
import { vanishedDoctorIds } from '../faults/fault-ids';
import { jsonNumber, jsonObject } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { moneyText, shareOut } from '../making/money';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { idleDoctorIds } from '../people/doctor-ids';
import type { LegacyPatient } from '../people/patients';
import type { Instruction } from './instructions';
import { isMigrated } from './orders';

/** The offers by what became of them. */
export const offerCounts = { migrated: 393, withoutOrder: 374, accountGone: 20, withoutDoctor: 1 } as const;

/** The sum of the migrated offers in cents: 366,002.00. */
const OFFERS_TOTAL = 36_600_200;

export interface PlannedOffer {
  readonly id: string;
  readonly doctorId: string | null;
  /** The doctor's latest order; null: the offer was lost. */
  readonly orderId: string | null;
  /** The highest of its prices. */
  readonly cents: number;
}

type Place = Pick<PlannedOffer, 'doctorId' | 'orderId'>;

/** The last order of every doctor who has one, by id. Deleted and lost orders do not count. */
function latestOrders(
  instructions: readonly Instruction[],
  patients: readonly LegacyPatient[],
): ReadonlyMap<string, string> {
  const byId = new RowIndex(patients);
  const latest = new Map<string, string>();
  for (const instruction of instructions.filter(isMigrated)) {
    const doctorId = byId.find(instruction.patientId)?.doctorId ?? null;
    if (doctorId !== null) latest.set(doctorId, instruction.id);
  }
  return latest;
}

const take = (ids: readonly string[], count: number): Place[] =>
  Array.from({ length: count }, (_, index) => ({ doctorId: ids[index % ids.length] ?? null, orderId: null }));

export function planOffers(
  seed: Seed,
  instructions: readonly Instruction[],
  patients: readonly LegacyPatient[],
): PlannedOffer[] {
  const random = seed.random('offer plan');
  const latest = [...latestOrders(instructions, patients)];
  const migrated = Array.from({ length: offerCounts.migrated }, (): Place => {
    const [doctorId, orderId] = random.pick(latest);
    return { doctorId, orderId };
  });
  const amounts = shareOut(
    OFFERS_TOTAL,
    migrated.map(() => random.integer(40, 160)),
  );
  const lost = [
    ...take(idleDoctorIds, offerCounts.withoutOrder),
    ...take(vanishedDoctorIds, offerCounts.accountGone),
    ...take([], offerCounts.withoutDoctor),
  ];
  const all = [
    ...migrated.map((place, index) => ({ ...place, cents: amounts[index] ?? 0 })),
    ...lost.map((place) => ({ ...place, cents: random.integer(40_000, 180_000) })),
  ];
  return random.shuffle(all).map((offer, index) => ({ id: String(index + 1), ...offer }));
}

/** Any of the three prices may be the highest one, and not each of them was always given. */
function pricesOf(random: Random, cents: number): (string | null)[] {
  const lower = (): string | null => (random.happens(20) ? null : moneyText(random.integer(0, cents)));
  return random.shuffle([moneyText(cents), lower(), lower()]);
}

export function makeLegacyOffers(seed: Seed, plan: readonly PlannedOffer[], productIds: readonly string[]) {
  const random = seed.random('offers');
  return plan.map((offer): Row<DispatchOffer> => {
    const [priceBoth = null, priceUpper = null, priceLower = null] = pricesOf(random, offer.cents);
    const { id, doctorId } = offer;
    return { id, priceBoth, priceUpper, priceLower, doctorId, productId: random.pick(productIds) };
  });
}

export function makeNewOffers(
  seed: Seed,
  legacy: readonly Row<DispatchOffer>[],
  plan: readonly PlannedOffer[],
): Row<Offer>[] {
  const planned = new RowIndex(plan);
  return legacy.flatMap((offer) => {
    const entry = planned.find(offer.id);
    if (entry === undefined || entry.orderId === null) return [];
    return {
      id: seed.newId('offers', offer.id),
      legacyOfferId: offer.id,
      acceptedAt: null,
      createdAt: LOADED_AT,
      description: `Offer ${offer.id} for product ${offer.productId}`,
      isAccepted: true,
      isActive: true,
      metadata: jsonObject({
        product_id: jsonNumber(offer.productId),
        price_both: jsonNumber(offer.priceBoth),
        price_upper: jsonNumber(offer.priceUpper),
        price_lower: jsonNumber(offer.priceLower),
      }),
      offerAmount: moneyText(entry.cents),
      orderId: seed.newId('orders', entry.orderId),
    };
  });
}
