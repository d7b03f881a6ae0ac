import { DispatchProduct } from '../../entities/legacy/dispatch-product';
import { Product } from '../../entities/new/product';
import { mapping } from '../declaration';
import { copy, flag, integer, json } from '../rules/copy';
import { asFlag, asNumber, asText, document } from '../rules/document';
import { map } from '../rules/map';
import { isFalse } from '../scopes';
import { whenLoaded } from './shared';

export const products = mapping({
  name: 'products',
  system: 'Products',
  title: 'Products',
  description: 'What the lab makes and sells. Only products of the four courses that the new system knows came over.',
  legacy: {
    entity: DispatchProduct,
    scope: isFalse('deleted', 'a deleted product is no longer sold'),
  },
  new: { entity: Product, key: 'legacyCourseId' },
  rules: {
    // Holds the id of the product in spite of its name; the script that loaded it says so on purpose.
    legacyCourseId: integer('id'),
    name: copy('name'),
    // By course, as the August script; another one went by the product's type and made everything else 'main'.
    courseType: map('courseId', { 1: 'main', 2: 'refinement', 3: 'replacement', 7: 'invoice' }),
    // The legacy side keeps prices per doctor and offer, never on the product.
    basePrice: map('free', { true: '0', false: null }),
    isActive: flag('deleted', { inverted: true }),
    customization: json('customization', { nothing: ['{}', ''] }),
    metadata: document({
      description: asText('description'),
      free: asFlag('free'),
      type: asNumber('type'),
      substitute: asFlag('substitute'),
      course_id: asNumber('courseId'),
    }),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
