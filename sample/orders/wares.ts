import type { DispatchWare } from '../../entities/legacy/dispatch-ware';
import type { Ware } from '../../entities/new/ware';
import type { LegacyProduct } from '../catalogue/products';
import { LOADED_AT } from '../making/moments';
import { moneyText } from '../making/money';
import type { Random } from '../making/random';
import type { Row } from '../making/row';
import type { Seed } from '../making/seed';
import type { LegacyPayment } from './payments';

type LegacyWare = Row<DispatchWare>;

/** The lines of payments: more than there are payments, and some of them of a payment that was deleted since. */
const WARES = 16_552;

const EXTRAS = ['', '', '', 'second set', ' rush', 'replacement for stage 7', 'nach Absprache, „gratis“', '追加分'];
const REASONS = ['', 'volume', 'apology for the late parcel', '10 % for "friends"'];

interface Price {
  readonly percent: number;
  readonly base: number;
  readonly quantity: number;
}

function pricesOf({ percent, base, quantity }: Price) {
  const discount = Math.floor((base * percent) / 100);
  return {
    basePrice: moneyText(base),
    globalPrice: moneyText(base),
    discountPercent: percent === 0 ? null : String(percent),
    discountValue: percent === 0 ? null : moneyText(discount),
    discountPrice: percent === 0 ? null : moneyText(base - discount),
    totalPrice: moneyText((base - discount) * quantity),
  };
}

function makeWare(random: Random, id: number, product: LegacyProduct, payments: readonly LegacyPayment[]): LegacyWare {
  const base = product.free ? 0 : random.integer(20, 1_500) * 100;
  const percent = random.happens(85) ? 0 : random.pick([5, 10, 15]);
  const quantity = random.pick([1, 1, 1, 1, 2, 3]);
  return {
    id: String(id),
    paymentId: random.happens(1) ? null : random.pick(payments).id,
    productId: random.happens(5) ? null : product.id,
    purchaseId: null,
    name: random.happens(3) ? `${product.name} ` : product.name,
    quantity: String(quantity),
    description: random.happens(60) ? '' : `${product.name}${random.pick(EXTRAS)}`,
    free: product.free,
    doctorPrice: random.happens(70) ? null : moneyText(base),
    discountReason: percent === 0 ? null : random.pick(REASONS),
    ...pricesOf({ percent, base, quantity }),
  };
}

export function makeLegacyWares(
  seed: Seed,
  products: readonly LegacyProduct[],
  payments: readonly LegacyPayment[],
): LegacyWare[] {
  const random = seed.random('wares');
  return Array.from({ length: WARES }, (_, index) => makeWare(random, index + 1, random.pick(products), payments));
}

export const makeNewWares = (seed: Seed, legacy: readonly LegacyWare[]): Row<Ware>[] =>
  legacy.map((ware) => ({
    id: seed.newId('ware', ware.id),
    legacyId: ware.id,
    createdAt: LOADED_AT,
    description: ware.description,
    name: ware.name,
    sku: null,
    updatedAt: LOADED_AT,
  }));
