import { DispatchInstruction } from '../../entities/legacy/dispatch-instruction';
import { DispatchJaw } from '../../entities/legacy/dispatch-jaw';
import { Jaw } from '../../entities/new/jaw';
import { companion, mapping } from '../declaration';
import { copy, flag, integer } from '../rules/copy';
import { derived, ignored } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { isAnyPresent } from '../scopes';
import { orders } from './orders';
import { products } from './products';
import { whenLoaded } from './shared';

export const jaws = mapping({
  name: 'jaws',
  system: 'Medical Records',
  title: 'Jaws',
  description:
    'What an order asks for in the upper and the lower jaw. A jaw does not name its order: the order names it.',
  legacy: {
    entity: DispatchJaw,
    companions: {
      upperOf: companion(DispatchInstruction, 'upperJawId', { where: { deleted: 'false' } }),
      lowerOf: companion(DispatchInstruction, 'lowerJawId', { where: { deleted: 'false' } }),
    },
    // One loader took such a jaw for an upper one.
    scope: isAnyPresent(
      ['upperOf.id', 'lowerOf.id'],
      'a jaw that no order names, or only a deleted one, is neither upper nor lower',
    ),
  },
  new: { entity: Jaw, key: 'legacyJawId' },
  rules: {
    legacyJawId: integer('id'),
    orderId: reference(['upperOf.id', 'lowerOf.id'], () => orders, { required: true }),
    jawType: derived(['upperOf.id'], 'upper or lower, as the order names it', (upper) =>
      upper === null ? 'lower' : 'upper',
    ),
    productId: reference('productId', () => products),
    bondTeeth: copy('bondTeeth'),
    extractTeeth: copy('extractTeeth'),
    labial: flag('labial'),
    // August; in October 2 and 3 were swapped. The old team itself calls the meaning an assumption.
    replacementReason: map('reason', { 1: 'breakage', 2: 'other', 3: 'complete' }, { otherwise: null }),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
