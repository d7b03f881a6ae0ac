import { DispatchOperation } from '../../entities/legacy/dispatch-operation';
import { PaymentOperation } from '../../entities/new/payment-operation';
import { mapping } from '../declaration';
import { amounts } from '../measures';
import { copy, decimal, flag, instant, integer } from '../rules/copy';
import { ignored } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { payments } from './payments';

export const paymentOperations = mapping({
  name: 'paymentOperations',
  system: 'Payment Processing',
  title: 'Payment operations',
  description: 'The single charges and refunds of a payment, with what is known of the card.',
  legacy: { entity: DispatchOperation },
  new: { entity: PaymentOperation, key: 'legacyOperationId' },
  rules: {
    legacyOperationId: integer('id'),
    paymentId: reference('paymentId', () => payments),
    // An unknown type is refused: a refund that is taken for a charge would turn money round.
    operationType: map('type', { 1: 'payment', 2: 'refund' }, { absent: 'payment' }),
    amount: decimal('price', 10, 2),
    processedAt: instant('madeAt'),
    squareOrderId: copy('sqOrderId'),
    squarePaymentId: copy('sqPaymentId'),
    squareRefundId: copy('sqRefundId'),
    cardBrand: copy('cardBrand'),
    cardBin: copy('cardBin'),
    cardLastFour: copy('cardLast'),
    isOfficeCard: flag('officeCard'),
    attemptCount: integer('attempts'),
    metadata: ignored('notes of the load'),
  },
  measures: amounts('amount'),
});
