import { DispatchCategory } from '../../entities/legacy/dispatch-category';
import { Category } from '../../entities/new/category';
import { mapping } from '../declaration';
import type { Mapping } from '../mapping';
import { copy, integer } from '../rules/copy';
import { reference } from '../rules/reference';
import { whenLoaded } from './shared';

export const categories: Mapping = mapping({
  name: 'categories',
  system: 'Template System',
  title: 'Categories',
  description: 'The tree that task templates are sorted into. Each branch hangs on another one or is at the top.',
  legacy: { entity: DispatchCategory },
  new: { entity: Category, key: 'legacyCategoryId' },
  rules: {
    legacyCategoryId: integer('id'),
    name: copy('name'),
    // Points at the same table, so a load takes two passes: all branches first, then what they hang on.
    parentId: reference('parentId', () => categories),
    // The legacy side has no order of its own; the scripts kept the order in which branches were made.
    displayOrder: integer('id'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
