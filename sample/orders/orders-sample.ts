import { DispatchDiscount } from '../../entities/legacy/dispatch-discount';
import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { DispatchJaw } from '../../entities/legacy/dispatch-jaw';
import { DispatchOffer } from '../../entities/legacy/dispatch-offer';
import { DispatchOperation } from '../../entities/legacy/dispatch-operation';
import { DispatchPayment } from '../../entities/legacy/dispatch-payment';
import { DispatchState } from '../../entities/legacy/dispatch-state';
import { DispatchWare } from '../../entities/legacy/dispatch-ware';
import { CaseState } from '../../entities/new/case-state';
import { Discount } from '../../entities/new/discount';
import { Jaw } from '../../entities/new/jaw';
import { Offer } from '../../entities/new/offer';
import { Order } from '../../entities/new/order';
import { OrderCase } from '../../entities/new/order-case';
import { OrderState } from '../../entities/new/order-state';
import { PatientCase } from '../../entities/new/patient-case';
import { Payment } from '../../entities/new/payment';
import { PaymentOperation } from '../../entities/new/payment-operation';
import { Shipment } from '../../entities/new/shipment';
import { Ware } from '../../entities/new/ware';
import type { Catalogue } from '../catalogue/catalogue-sample';
import { rowsOf, type Sample } from '../making/row';
import type { Seed } from '../making/seed';
import type { People } from '../people/people-sample';
import { makeCases, makeOrderCases } from './cases';
import { makeLegacyDiscounts, makeNewDiscounts } from './discounts';
import { makeInstructions } from './instructions';
import { JawsOf, planJaws } from './jaw-plan';
import { makeLegacyJaws, makeNewJaws } from './jaws';
import { makeLegacyOffers, makeNewOffers, planOffers } from './offers';
import { makeLegacyOperations, makeNewOperations } from './operations';
import { isMigrated, makeOrders } from './orders';
import { planPayments } from './payment-plan';
import { makeLegacyPayments, makeNewPayments, PatientOf } from './payments';
import { makeShipments } from './shipments';
import { makeCaseStates, makeLegacyStates, makeOrderStates } from './states';
import { makeLegacyWares, makeNewWares } from './wares';

export function makeOrderings(seed: Seed, { patients }: People) {
  const jaws = planJaws(seed);
  return { jaws, instructions: makeInstructions(seed, patients, new JawsOf(jaws)) };
}

export type Orderings = ReturnType<typeof makeOrderings>;

interface Sources {
  readonly people: People;
  readonly catalogue: Catalogue;
  readonly orderings: Orderings;
}

function treatmentSample(seed: Seed, { people, catalogue, orderings }: Sources, hasBrokenBytes: boolean): Sample {
  const { patients, offices, care } = people;
  const { instructions, jaws } = orderings;
  const legacyJaws = makeLegacyJaws(
    seed,
    catalogue.products.map((product) => product.id),
  );
  const states = makeLegacyStates(seed, instructions);
  return {
    legacy: [rowsOf(DispatchJaw, legacyJaws), rowsOf(DispatchInstruction, instructions), rowsOf(DispatchState, states)],
    new: [
      rowsOf(Order, makeOrders(seed, { instructions, patients, care, hasBrokenBytes })),
      rowsOf(OrderState, makeOrderStates(seed, states)),
      rowsOf(Jaw, makeNewJaws(seed, legacyJaws, jaws)),
      rowsOf(Shipment, makeShipments(seed, instructions, patients, offices)),
      rowsOf(PatientCase, makeCases(seed, patients, care)),
      rowsOf(OrderCase, makeOrderCases(seed, instructions)),
      rowsOf(CaseState, makeCaseStates(seed, states, instructions)),
    ],
  };
}

function paymentsSample(seed: Seed, { people, catalogue, orderings }: Sources): Sample {
  const { instructions } = orderings;
  const patientOf = new PatientOf(instructions, people.patients);
  const plan = planPayments(
    seed,
    instructions.filter(isMigrated).map((instruction) => instruction.id),
  );
  const payments = makeLegacyPayments(seed, plan, patientOf);
  const operations = makeLegacyOperations(seed, plan, payments);
  const wares = makeLegacyWares(seed, catalogue.products, payments);
  return {
    legacy: [rowsOf(DispatchPayment, payments), rowsOf(DispatchOperation, operations), rowsOf(DispatchWare, wares)],
    new: [
      rowsOf(Payment, makeNewPayments(seed, plan, payments, patientOf)),
      rowsOf(PaymentOperation, makeNewOperations(seed, operations)),
      rowsOf(Ware, makeNewWares(seed, wares)),
    ],
  };
}

function offersSample(seed: Seed, { people, catalogue, orderings }: Sources): Sample {
  const plan = planOffers(seed, orderings.instructions, people.patients);
  const offers = makeLegacyOffers(
    seed,
    plan,
    catalogue.products.map((product) => product.id),
  );
  const discounts = makeLegacyDiscounts(seed, plan);
  return {
    legacy: [rowsOf(DispatchOffer, offers), rowsOf(DispatchDiscount, discounts)],
    new: [rowsOf(Offer, makeNewOffers(seed, offers, plan)), rowsOf(Discount, makeNewDiscounts(seed, discounts, plan))],
  };
}

/** Orders with everything that is known of their making and their price. */
export const ordersSamples = (seed: Seed, sources: Sources, hasBrokenBytes: boolean): Sample[] => [
  treatmentSample(seed, sources, hasBrokenBytes),
  paymentsSample(seed, sources),
  offersSample(seed, sources),
];
