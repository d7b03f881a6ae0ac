import { Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchCategory } from './dispatch-category';
import { DispatchCourse } from './dispatch-course';

@LegacyTable('dispatch_template', 'The pattern of a task that the lab creates when an order reaches a status.')
export class DispatchTemplate {
  @LegacyId() id!: string;
  @Text('PUBLIC', { length: 255 }) taskName!: string;
  @Text('PUBLIC', { length: 255 }) actionName!: string;
  @Text('PUBLIC', { length: 255 }) textName!: string;
  @Integer('INTERNAL') function!: string;
  // The order status that triggers the template, not an active flag.
  @Integer('INTERNAL', { nullable: true }) status!: string | null;
  // Hours, although the new side's column for it is named after minutes.
  @Integer('INTERNAL') duration!: string;
  @Integer('INTERNAL', { nullable: true }) categoryId!: string | null;
  @Parent(() => DispatchCategory, 'categoryId') category?: DispatchCategory | null;
  @Integer('INTERNAL', { nullable: true }) courseId!: string | null;
  @Parent(() => DispatchCourse, 'courseId') course?: DispatchCourse | null;
  @Flag('INTERNAL') predefined!: boolean;
  @Flag('INTERNAL') readOnly!: boolean;
  @Text('INTERNAL') extensions!: string;
  @Text('INTERNAL') alerts!: string;
  @Flag('INTERNAL') separate!: boolean;
}
