import { DispatchTemplateProducts } from '../../entities/legacy/dispatch-template-products';
import { TemplateProduct } from '../../entities/new/template-product';
import { mapping } from '../declaration';
import { constant } from '../rules/made';
import { reference } from '../rules/reference';
import { products } from './products';
import { templates } from './templates';

export const templateProducts = mapping({
  name: 'templateProducts',
  system: 'Template System',
  title: 'Products of templates',
  description: 'Which task templates apply to which products. Without its row, a product gets no such task.',
  legacy: { entity: DispatchTemplateProducts },
  new: { entity: TemplateProduct, key: ['templateId', 'productId'] },
  rules: {
    templateId: reference('templateId', () => templates),
    // Phase 7 looked the product's course id up among product ids, which fits by coincidence only: 73 of 166 were lost.
    productId: reference('productId', () => products),
    quantity: constant('1', 'the legacy side counts no pieces here'),
  },
});
