import { Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchCourse } from './dispatch-course';

@LegacyTable('dispatch_product', 'Something the lab makes and sells within a course.')
export class DispatchProduct {
  @LegacyId() id!: string;
  @Text('PUBLIC', { length: 255 }) name!: string;
  @Text('PUBLIC') description!: string;
  @Flag('INTERNAL') free!: boolean;
  @Flag('INTERNAL') deleted!: boolean;
  // JSON kept as text.
  @Text('INTERNAL') customization!: string;
  @Integer('INTERNAL', { nullable: true }) type!: string | null;
  @Flag('INTERNAL') substitute!: boolean;
  @Integer('INTERNAL', { nullable: true }) courseId!: string | null;
  @Parent(() => DispatchCourse, 'courseId') course?: DispatchCourse | null;
}
