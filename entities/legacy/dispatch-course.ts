import { Integer, LegacyId, LegacyTable, Text } from '../column';

@LegacyTable('dispatch_course', 'A kind of order: first treatment, refinement, replacement and the like.')
export class DispatchCourse {
  @LegacyId() id!: string;
  @Text('PUBLIC', { length: 255 }) name!: string;
  @Integer('INTERNAL') type!: string;
  // JSON kept as text.
  @Text('INTERNAL') customization!: string;
}
