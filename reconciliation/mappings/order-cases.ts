import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { OrderCase } from '../../entities/new/order-case';
import { mapping } from '../declaration';
import { constant } from '../rules/made';
import { reference } from '../rules/reference';
import { cases } from './cases';
import { orders } from './orders';
import { whenLoaded } from './shared';

export const orderCases = mapping({
  name: 'orderCases',
  system: 'Medical Records',
  title: 'Orders of cases',
  description: 'Which orders belong to which case. The legacy side has no such links: they follow from the patient.',
  provenance: 'DERIVED',
  legacy: { entity: DispatchInstruction, population: { deleted: 'false' } },
  new: { entity: OrderCase, key: ['orderId', 'caseId'] },
  rules: {
    orderId: reference('id', () => orders),
    caseId: reference('patientId', () => cases),
    relationshipType: constant('primary', 'a patient has one case, so no order has a second one'),
    ...whenLoaded('createdAt'),
  },
});
