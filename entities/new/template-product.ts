import { Integer, NewId, NewTable, Parent, Uuid } from '../column';
import { Product } from './product';
import { Template } from './template';

// No legacy key: a row is matched by its pair of template and product.
@NewTable('template_products', 'One product that one template applies to.')
export class TemplateProduct {
  @NewId() id!: string;
  @Uuid('INTERNAL') productId!: string;
  @Parent(() => Product, 'productId') product?: Product | null;
  @Integer('INTERNAL', { default: '1' }) quantity!: string;
  @Uuid('INTERNAL') templateId!: string;
  @Parent(() => Template, 'templateId') template?: Template | null;
}
