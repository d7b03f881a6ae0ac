import { Decimal, Flag, Instant, Integer, Json, NewId, NewTable, Text } from '../column';

@NewTable('offices', 'A practice where doctors see patients and where shipments go.')
export class Office {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyOfficeId!: string | null;
  @Text('PERSONAL', { nullable: true }) address!: string | null;
  @Text('PERSONAL', { nullable: true }) apartment!: string | null;
  @Text('PERSONAL', { nullable: true }) city!: string | null;
  @Text('PERSONAL', { nullable: true }) country!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) emailNotifications!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  // Without a fixed shape, so it may repeat the address.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  // Practices are often named after their doctor.
  @Text('PERSONAL') name!: string;
  @Text('PERSONAL', { nullable: true }) phone!: string | null;
  @Text('PERSONAL', { nullable: true }) squareCustomerId!: string | null;
  @Text('PERSONAL', { nullable: true }) state!: string | null;
  // Always a fraction, where the legacy side also has whole percents.
  @Decimal('INTERNAL', { precision: 5, scale: 4, nullable: true }) taxRate!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
  @Text('PERSONAL', { nullable: true }) zipCode!: string | null;
}
