import { Decimal, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Text } from '../column';
import { COURSE_TYPE } from './enums';

@NewTable('products', 'Something the lab makes and sells.')
export class Product {
  @NewId() id!: string;
  // Holds dispatch_product.id in spite of its name.
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyCourseId!: string | null;
  @Decimal('INTERNAL', { nullable: true }) basePrice!: string | null;
  @Enum('course_type', COURSE_TYPE, 'INTERNAL') courseType!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Json('INTERNAL', { nullable: true }) customization!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  @Text('PUBLIC') name!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
