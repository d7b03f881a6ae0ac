import { DispatchPayment } from '../../entities/legacy/dispatch-payment';
import { Payment } from '../../entities/new/payment';
import { mapping } from '../declaration';
import { amounts } from '../measures';
import { decimal, instant, integer } from '../rules/copy';
import { asFlag, asJson, asNumber, document } from '../rules/document';
import { constant, constantAll, derived } from '../rules/made';
import { reference } from '../rules/reference';
import { orders } from './orders';
import { profiles } from './profiles';
import { whenLoaded } from './shared';

export const payments = mapping({
  name: 'payments',
  system: 'Payment Processing',
  title: 'Payments',
  description: 'What an order costs and whether it was paid. A payment without its order cannot be kept.',
  legacy: { entity: DispatchPayment },
  new: { entity: Payment, key: 'legacyPaymentId' },
  rules: {
    legacyPaymentId: integer('id'),
    orderId: reference('instructionId', () => orders, { required: true }),
    // Known defect: the surviving script looked the doctor up among patients, which left nearly every row NULL.
    patientId: reference('instruction.patient.userId', () => profiles, {
      eligible: { where: { profileType: 'patient' }, because: 'a payment is for the treatment of a patient' },
      required: false,
    }),
    // The amount owed; the October load took the amount paid instead.
    amount: decimal('totalPrice', 10, 2),
    currency: constant('USD', 'the legacy side charges in dollars only'),
    // In October a free order counted as completed too.
    status: derived(
      ['canceled', 'paid'],
      'cancelled when canceled, else completed when paid, else pending',
      (canceled, paid) => {
        if (canceled === 'true') return 'cancelled';
        return paid === 'true' ? 'completed' : 'pending';
      },
    ),
    // In October every payment was 'other'.
    paymentMethod: derived(
      ['free', 'netsuite'],
      'NULL when free, else other for NetSuite, else card',
      (free, netsuite) => {
        if (free === 'true') return null;
        return netsuite === 'true' ? 'other' : 'card';
      },
    ),
    processedAt: instant('madeAt'),
    ...constantAll(null, 'the ids of the card processor belong to the operations', [
      'externalPaymentId',
      'transactionReference',
    ]),
    ...whenLoaded('createdAt'),
    metadata: document({
      paid_price: asNumber('paidPrice'),
      subtotal_price: asNumber('subtotalPrice'),
      tax_rate: asNumber('taxRate'),
      tax_value: asNumber('taxValue'),
      used_credit: asNumber('usedCredit'),
      custom_price: asNumber('customPrice'),
      additional_price: asNumber('additionalPrice'),
      installments: asJson('installments'),
      netsuite: asFlag('netsuite'),
      free: asFlag('free'),
      doctor_id: asNumber('doctorId'),
      office_id: asNumber('officeId'),
      order_id: asNumber('orderId'),
    }),
  },
  measures: amounts('amount'),
});
