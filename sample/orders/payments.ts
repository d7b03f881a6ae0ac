import type { DispatchPayment } from '../../entities/legacy/dispatch-payment';
import type { Payment } from '../../entities/new/payment';
import { wrongAmounts } from '../faults/fault-ids';
import { jsonDocument, jsonFlag, jsonNumber, jsonObject } from '../making/json';
import { LOADED_AT } from '../making/moments';
import { moneyText } from '../making/money';
import type { Random } from '../making/random';
import { type Row, RowIndex } from '../making/row';
import type { Seed } from '../making/seed';
import type { LegacyPatient } from '../people/patients';
import type { Instruction } from './instructions';
import { isLostPayment, type PlannedPayment } from './payment-plan';

export type LegacyPayment = Row<DispatchPayment>;

function installments(random: Random, total: number): string {
  if (total === 0 || random.happens(80)) return random.pick(['[]', '[]', '{}', '']);
  const half = Math.floor(total / 2);
  return `[{"due": "2025-03-01", "amount": ${moneyText(half)}}, {"due": "2025-04-01", "amount": ${moneyText(total - half)}}]`;
}

interface Flags {
  readonly free: boolean;
  readonly canceled: boolean;
  readonly paid: boolean;
  readonly netsuite: boolean;
}

function flagsOf(random: Random, payment: PlannedPayment): Flags {
  const netsuite = payment.kind === 'OPEN' && random.happens(50);
  return {
    free: payment.kind === 'FREE',
    canceled: random.happens(1),
    // What is owed may have been paid by cheque, which the accounting system knows.
    paid: payment.kind === 'OPEN' ? netsuite : payment.kind !== 'FREE' || random.happens(60),
    netsuite,
  };
}

function makePayment(random: Random, payment: PlannedPayment, patient: LegacyPatient | undefined): LegacyPayment {
  const flags = flagsOf(random, payment);
  return {
    id: payment.id,
    madeAt: flags.paid || random.happens(70) ? random.instant('2019-01-01', '2025-08-14') : null,
    free: flags.free,
    taxRate: payment.taxRate,
    taxValue: moneyText(payment.tax),
    paidPrice: moneyText(flags.paid ? payment.total : 0),
    instructionId: payment.instructionId,
    usedCredit: moneyText(payment.credit),
    canceled: flags.canceled,
    paid: flags.paid,
    customPrice: random.happens(8) ? moneyText(payment.subtotal) : null,
    subtotalPrice: moneyText(payment.subtotal),
    doctorId: patient?.doctorId ?? null,
    officeId: patient?.officeId ?? null,
    orderId: null,
    installments: installments(random, payment.total),
    additionalPrice: moneyText(payment.additional),
    netsuite: flags.netsuite,
    totalPrice: moneyText(payment.total),
  };
}

/** Finds the patient that an instruction is for. */
export class PatientOf {
  private readonly instructions: RowIndex<Instruction>;
  private readonly patients: RowIndex<LegacyPatient>;

  constructor(instructions: readonly Instruction[], patients: readonly LegacyPatient[]) {
    this.instructions = new RowIndex(instructions);
    this.patients = new RowIndex(patients);
  }

  find(instructionId: string | null): LegacyPatient | undefined {
    return this.patients.find(this.instructions.find(instructionId)?.patientId ?? null);
  }
}

export function makeLegacyPayments(seed: Seed, plan: readonly PlannedPayment[], patientOf: PatientOf): LegacyPayment[] {
  const random = seed.random('payment details');
  return plan.map((payment) => makePayment(random, payment, patientOf.find(payment.instructionId)));
}

function statusOf(payment: LegacyPayment): string {
  if (payment.canceled) return 'cancelled';
  return payment.paid ? 'completed' : 'pending';
}

function methodOf(payment: LegacyPayment): string | null {
  if (payment.free) return null;
  return payment.netsuite ? 'other' : 'card';
}

const metadataOf = (payment: LegacyPayment): string =>
  jsonObject({
    paid_price: jsonNumber(payment.paidPrice),
    subtotal_price: jsonNumber(payment.subtotalPrice),
    tax_rate: jsonNumber(payment.taxRate),
    tax_value: jsonNumber(payment.taxValue),
    used_credit: jsonNumber(payment.usedCredit),
    custom_price: jsonNumber(payment.customPrice),
    additional_price: jsonNumber(payment.additionalPrice),
    installments: jsonDocument(payment.installments),
    netsuite: jsonFlag(payment.netsuite),
    free: jsonFlag(payment.free),
    doctor_id: jsonNumber(payment.doctorId),
    office_id: jsonNumber(payment.officeId),
    order_id: jsonNumber(payment.orderId),
  });

/** The plan's total in cents, off by one where that is planted. */
const amountOf = (payment: PlannedPayment): string => moneyText(payment.total + (wrongAmounts.get(payment.id) ?? 0));

export function makeNewPayments(
  seed: Seed,
  plan: readonly PlannedPayment[],
  legacy: readonly LegacyPayment[],
  patientOf: PatientOf,
): Row<Payment>[] {
  const planned = new RowIndex(plan);
  return legacy.flatMap((payment) => {
    const patient = patientOf.find(payment.instructionId);
    const entry = planned.find(payment.id);
    if (isLostPayment(payment.id) || entry === undefined) return [];
    return {
      id: seed.newId('payments', payment.id),
      legacyPaymentId: payment.id,
      amount: amountOf(entry),
      createdAt: LOADED_AT,
      currency: 'USD',
      externalPaymentId: null,
      metadata: metadataOf(payment),
      orderId: seed.newId('orders', payment.instructionId ?? ''),
      patientId: patient === undefined ? null : seed.newId('profiles', patient.userId),
      paymentMethod: methodOf(payment),
      processedAt: payment.madeAt,
      status: statusOf(payment),
      transactionReference: null,
    };
  });
}
