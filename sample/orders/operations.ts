import type { DispatchOperation } from '../../entities/legacy/dispatch-operation';
import type { PaymentOperation } from '../../entities/new/payment-operation';
import { moneyText, shareOut } from '../making/money';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import { isLostPayment, type PlannedPayment, REFUNDS, REFUNDS_TOTAL } from './payment-plan';
import type { LegacyPayment } from './payments';

type LegacyOperation = Row<DispatchOperation>;

/** Only payments above this can be refunded, so that no refund exceeds its payment. */
const REFUNDABLE = 85_000;

// The numbers that card companies publish for testing.
const CARDS = [
  ['VISA', '411111', '1111'],
  ['VISA', '400000', '0077'],
  ['MASTERCARD', '555555', '4444'],
  ['AMERICAN_EXPRESS', '378282', '0005'],
  ['DISCOVER', '601111', '1117'],
  ['', '', ''],
] as const;

interface Planned {
  readonly payment: PlannedPayment;
  readonly cents: number;
  readonly isRefund: boolean;
}

function planRefunds(random: Random, charged: readonly PlannedPayment[]): Planned[] {
  const refundable = charged.filter((payment) => payment.total > REFUNDABLE);
  const chosen = random.shuffle(refundable).slice(0, REFUNDS);
  const amounts = shareOut(
    REFUNDS_TOTAL,
    chosen.map(() => random.integer(80, 110)),
  );
  return chosen.map((payment, index) => ({ payment, cents: amounts[index] ?? 0, isRefund: true }));
}

function makeOperation(random: Random, id: number, planned: Planned, madeAt: string | null): LegacyOperation {
  const [cardBrand, cardBin, cardLast] = random.pick(CARDS);
  const chargeType = random.happens(2) ? null : '1';
  return {
    id: String(id),
    type: planned.isRefund ? '2' : chargeType,
    madeAt: random.happens(3) ? null : madeAt,
    price: moneyText(planned.cents),
    sqOrderId: random.code(26),
    sqPaymentId: random.code(26),
    sqRefundId: planned.isRefund ? `${random.code(26)}_${random.code(26)}` : '',
    cardBrand,
    cardBin,
    cardLast,
    officeCard: random.happens(30),
    paymentId: planned.payment.id,
    attempts: String(random.pick([1, 1, 1, 1, 2, 3])),
  };
}

export function makeLegacyOperations(
  seed: Seed,
  plan: readonly PlannedPayment[],
  payments: readonly LegacyPayment[],
): LegacyOperation[] {
  const random = seed.random('operations');
  const byId = new RowIndex(payments);
  const charged = plan.filter((payment) => payment.kind === 'CHARGED' && !isLostPayment(payment.id));
  const charges = charged.map((payment): Planned => ({ payment, cents: payment.total, isRefund: false }));
  return [...charges, ...planRefunds(random, charged)].map((planned, index) =>
    makeOperation(random, index + 1, planned, byId.find(planned.payment.id)?.madeAt ?? null),
  );
}

export const makeNewOperations = (seed: Seed, legacy: readonly LegacyOperation[]): Row<PaymentOperation>[] =>
  legacy.map((operation) => ({
    id: seed.newId('payment_operations', operation.id),
    legacyOperationId: operation.id,
    amount: operation.price,
    attemptCount: operation.attempts,
    cardBin: operation.cardBin,
    cardBrand: operation.cardBrand,
    cardLastFour: operation.cardLast,
    isOfficeCard: operation.officeCard,
    metadata: null,
    operationType: operation.type === '2' ? 'refund' : 'payment',
    paymentId: seed.newId('payments', operation.paymentId),
    processedAt: operation.madeAt,
    squareOrderId: operation.sqOrderId,
    squarePaymentId: operation.sqPaymentId,
    squareRefundId: operation.sqRefundId,
  }));
