import { Integer, LegacyId, LegacyTable, Parent, Text } from '../column';

@LegacyTable('dispatch_category', 'A branch of the tree that templates are sorted into.')
export class DispatchCategory {
  @LegacyId() id!: string;
  @Text('PUBLIC', { length: 255 }) name!: string;
  @Integer('INTERNAL', { nullable: true }) parentId!: string | null;
  @Parent(() => DispatchCategory, 'parentId') parent?: DispatchCategory | null;
}
