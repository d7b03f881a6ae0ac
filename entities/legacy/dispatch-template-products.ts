import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { DispatchProduct } from './dispatch-product';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_template_products', 'One product that one template applies to.')
export class DispatchTemplateProducts {
  @LegacyId() id!: string;
  @Integer('INTERNAL') templateId!: string;
  @Parent(() => DispatchTemplate, 'templateId') template?: DispatchTemplate | null;
  @Integer('INTERNAL') productId!: string;
  @Parent(() => DispatchProduct, 'productId') product?: DispatchProduct | null;
}
