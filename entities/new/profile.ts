import { CalendarDate, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Text } from '../column';
import { GENDER, PROFILE_TYPE } from './enums';

@NewTable('profiles', 'A person with an account: the part that patients, doctors and technicians have in common.')
export class Profile {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyUserId!: string | null;
  @Integer('INTERNAL', { nullable: true }) legacyPatientId!: string | null;
  @Enum('profile_type', PROFILE_TYPE, 'INTERNAL') profileType!: string;
  @Text('PERSONAL', { nullable: true }) email!: string | null;
  @Text('PERSONAL') firstName!: string;
  @Text('PERSONAL') lastName!: string;
  @Text('PERSONAL', { nullable: true }) phone!: string | null;
  @CalendarDate('PERSONAL', { nullable: true }) dateOfBirth!: string | null;
  @Enum('gender', GENDER, 'PERSONAL', { nullable: true, default: "'unknown'" }) gender!: string | null;
  @Text('PERSONAL', { nullable: true }) username!: string | null;
  @Text('SECRET', { nullable: true }) passwordHash!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isVerified!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) archived!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) suspended!: boolean | null;
  @Text('PERSONAL', { nullable: true }) patientSuffix!: string | null;
  @Json('HEALTH', { nullable: true }) insuranceInfo!: string | null;
  @Json('HEALTH', { nullable: true }) medicalHistory!: string | null;
  @Instant('INTERNAL', { nullable: true }) lastLoginAt!: string | null;
  // Without a fixed shape, so it may repeat anything the account held.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
