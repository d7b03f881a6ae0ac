import { Flag, Instant, LegacyId, LegacyTable, Text } from '../column';

@LegacyTable('auth_user', 'An account: patient, doctor or employee of the lab.')
export class AuthUser {
  @LegacyId() id!: string;
  @Text('SECRET', { length: 128 }) password!: string;
  @Instant('INTERNAL', { nullable: true }) lastLogin!: string | null;
  @Flag('INTERNAL') isSuperuser!: boolean;
  @Text('PERSONAL', { length: 150, unique: true }) username!: string;
  @Text('PERSONAL', { length: 150 }) firstName!: string;
  @Text('PERSONAL', { length: 150 }) lastName!: string;
  @Text('PERSONAL', { length: 254 }) email!: string;
  @Flag('INTERNAL') isStaff!: boolean;
  @Flag('INTERNAL') isActive!: boolean;
  @Instant('INTERNAL') dateJoined!: string;
}
