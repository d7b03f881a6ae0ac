import { Instant, Integer, Json, NewId, NewTable, Text } from '../column';

@NewTable('courses', 'A kind of treatment that the lab offers.')
export class Course {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyId!: string | null;
  // The legacy number as it was, not a label of the enum that orders and products have.
  @Integer('INTERNAL', { nullable: true }) courseType!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Json('INTERNAL', { nullable: true }) customization!: string | null;
  @Text('PUBLIC') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
