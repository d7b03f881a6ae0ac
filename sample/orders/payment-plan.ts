import {
  PAYMENT_OF_BLOCKED_ORDER_ID,
  PAYMENT_OF_DELETED_ORDER_ID,
  PAYMENT_WITHOUT_ORDER_ID,
  wrongAmounts,
} from '../faults/fault-ids';
import { partOf, shareOut, sumOf } from '../making/money';
import type { Random } from '../making/random';
import type { Seed } from '../making/seed';
import { firstLost } from './instruction-kinds';

const PAYMENTS = 16_014;

/** The sum of the 16,011 migrated payments, in cents: a mean of exactly 255.48. */
const MIGRATED_TOTAL = 16_011 * 25_548;
/** The sum of the 3,522 operations, in cents: a mean of exactly 1,147.85. */
const OPERATIONS_TOTAL = 3_522 * 114_785;

/** What a card was charged for is an operation of the same amount; the rest of the operations are refunds. */
export const REFUNDS = 70;
export const REFUNDS_TOTAL = REFUNDS * 60_000;
const CHARGED = 3_522 - REFUNDS;
const CHARGED_TOTAL = OPERATIONS_TOTAL - REFUNDS_TOTAL;

/** Owed, or paid otherwise than by card. Legacy amounts lack what the wrong amounts add on the new side. */
const OPEN = 70;
const OPEN_TOTAL = MIGRATED_TOTAL - CHARGED_TOTAL - sumOf([...wrongAmounts.values()]);
const PAID_BY_CREDIT = 479;

export type PaymentKind = 'FREE' | 'CREDIT' | 'CHARGED' | 'OPEN';

/** One payment in cents. Total = subtotal + tax + additional - credit. */
export interface PlannedPayment {
  readonly id: string;
  readonly kind: PaymentKind;
  readonly instructionId: string | null;
  readonly taxRate: string;
  readonly subtotal: number;
  readonly tax: number;
  readonly additional: number;
  readonly credit: number;
  readonly total: number;
}

type Place = Pick<PlannedPayment, 'id' | 'kind' | 'instructionId'>;

/** The three payments that could not be migrated, with the instruction that each of them names. */
const lostPayments: ReadonlyMap<string, string | null> = new Map([
  [PAYMENT_WITHOUT_ORDER_ID, null],
  [PAYMENT_OF_DELETED_ORDER_ID, firstLost('DELETED')],
  [PAYMENT_OF_BLOCKED_ORDER_ID, firstLost('NO_DOCTOR')],
]);

export const isLostPayment = (id: string): boolean => lostPayments.has(id);

const repeat = (kind: PaymentKind, count: number): PaymentKind[] => Array<PaymentKind>(count).fill(kind);

/** Every payment's kind and instruction. Most orders have one payment, a few have two, and many have none. */
function makePlaces(random: Random, migratedIds: readonly string[]): Place[] {
  const ids = Array.from({ length: PAYMENTS }, (_, index) => String(index + 1));
  const free = ids.filter((id) => !lostPayments.has(id) && !wrongAmounts.has(id));
  const charged = CHARGED - wrongAmounts.size;
  const kinds = [...repeat('CHARGED', charged), ...repeat('OPEN', OPEN), ...repeat('CREDIT', PAID_BY_CREDIT)];
  const dealt = random.shuffle([...kinds, ...repeat('FREE', free.length - kinds.length)]);
  const kindOf = new Map(free.map((id, index) => [id, dealt[index] ?? 'FREE']));
  const once = random.shuffle(migratedIds).slice(0, 15_600);
  const instructions = random.shuffle([...once, ...random.shuffle(once).slice(0, ids.length - once.length)]);
  return ids.map((id, index) => ({
    id,
    kind: kindOf.get(id) ?? (lostPayments.has(id) ? 'OPEN' : 'CHARGED'),
    instructionId: lostPayments.has(id) ? (lostPayments.get(id) ?? null) : (instructions[index] ?? null),
  }));
}

const PRICES = [69_500, 79_500, 99_500, 99_500, 119_500, 119_500, 129_500, 149_500];

// Typed as fractions by some and as percents by others, on payments as on offices.
const TAXES = [
  { taxRate: '0', units: 0 },
  { taxRate: '0', units: 0 },
  { taxRate: '0.0000', units: 0 },
  { taxRate: '0.0825', units: 825 },
  { taxRate: '10.25', units: 1_025 },
];

/** Prices without additional costs. What is paid by credit leaves nothing to pay. */
function price(random: Random, place: Place): PlannedPayment {
  const { taxRate, units } = random.pick(TAXES);
  const subtotal = place.kind === 'FREE' ? 0 : random.pick(PRICES);
  const tax = partOf(subtotal, units);
  const credit = place.kind === 'CREDIT' ? subtotal + tax : 0;
  return { ...place, taxRate, subtotal, tax, additional: 0, credit, total: subtotal + tax - credit };
}

/** Adds costs such as shipping, so that the totals add up to the wanted sum to the cent. */
function addCosts(random: Random, payments: readonly PlannedPayment[], wanted: number): PlannedPayment[] {
  const weights = payments.map(() => (random.happens(30) ? 0 : random.integer(1, 100)));
  const costs = shareOut(wanted - sumOf(payments.map((payment) => payment.total)), weights);
  return payments.map((payment, index) => {
    const additional = costs[index] ?? 0;
    return { ...payment, additional, total: payment.total + additional };
  });
}

export function planPayments(seed: Seed, migratedIds: readonly string[]): PlannedPayment[] {
  const random = seed.random('payments');
  const priced = makePlaces(random, migratedIds).map((place) => price(random, place));
  const ofKind = (kind: PaymentKind) => priced.filter((payment) => payment.kind === kind && !isLostPayment(payment.id));
  const charged = addCosts(random, ofKind('CHARGED'), CHARGED_TOTAL);
  const open = addCosts(random, ofKind('OPEN'), OPEN_TOTAL);
  const final = new Map([...charged, ...open].map((payment) => [payment.id, payment]));
  return priced.map((payment) => final.get(payment.id) ?? payment);
}
