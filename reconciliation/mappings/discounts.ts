import { DispatchDiscount } from '../../entities/legacy/dispatch-discount';
import { Discount } from '../../entities/new/discount';
import { mapping } from '../declaration';
import { decimal, integer } from '../rules/copy';
import { constant, constantAll, generated, ignored } from '../rules/made';
import { reference } from '../rules/reference';
import { offers } from './offers';
import { startOfDay, whenLoaded } from './shared';

export const discounts = mapping({
  name: 'discounts',
  system: 'Products',
  title: 'Discounts',
  description: 'The reductions of offers. They came over with their offer, which the new row does not name any more.',
  legacy: { entity: DispatchDiscount },
  new: { entity: Discount, key: 'legacyDiscountId' },
  requires: { offer: reference('offerId', () => offers) },
  rules: {
    legacyDiscountId: integer('id'),
    code: generated(['id'], `'LEGACY' and id`, (id) => `LEGACY${id}`),
    name: generated(['reason', 'percent'], `reason; 'Discount', percent and '%' when it is empty`, (reason, percent) =>
      reason?.trim() ? reason : `Discount ${percent}%`,
    ),
    discountType: constant('percentage', 'the legacy side knows no other kind'),
    percentage: decimal('percent', 10, 2),
    validFrom: startOfDay('start'),
    validUntil: startOfDay('finish'),
    maxUses: integer('count'),
    currentUses: integer('used'),
    isActive: constant('true', 'as the August load set it'),
    ...constantAll(null, 'the legacy side knows nothing of it', ['fixedAmount', 'minimumOrderAmount']),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt'),
  },
});
