import { CalendarDate, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Profile } from './profile';

@NewTable('technicians', 'A person who makes products in the lab.')
export class Technician {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyUserId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('PERSONAL', { nullable: true }) email!: string | null;
  @Text('PERSONAL', { nullable: true }) firstName!: string | null;
  @CalendarDate('PERSONAL', { nullable: true }) hireDate!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Text('PERSONAL', { nullable: true }) lastName!: string | null;
  // Without a fixed shape, so it may repeat anything the account held.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Text('PERSONAL', { nullable: true }) phone!: string | null;
  @Uuid('INTERNAL', { nullable: true }) profileId!: string | null;
  @Parent(() => Profile, 'profileId') profile?: Profile | null;
  @Text('INTERNAL', { nullable: true }) specialty!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
  // The login of the hosting platform, which is in none of these tables.
  @Uuid('INTERNAL', { nullable: true }) userId!: string | null;
}
