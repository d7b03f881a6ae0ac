import { Instant, Integer, NewId, NewTable, Parent, Text, Uuid } from '../column';

@NewTable('categories', 'A branch of the tree that templates are sorted into.')
export class Category {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyCategoryId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Integer('INTERNAL', { nullable: true }) displayOrder!: string | null;
  @Text('PUBLIC') name!: string;
  @Uuid('INTERNAL', { nullable: true }) parentId!: string | null;
  @Parent(() => Category, 'parentId') parent?: Category | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
