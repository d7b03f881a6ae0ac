import { Decimal, Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';

@LegacyTable('dispatch_office', 'A practice where doctors see patients and where finished work is sent.')
export class DispatchOffice {
  @LegacyId() id!: string;
  @Integer('INTERNAL') doctorId!: string;
  @Parent(() => AuthUser, 'doctorId') doctor?: AuthUser | null;
  // Practices are often named after their doctor.
  @Text('PERSONAL', { length: 255 }) name!: string;
  @Text('PERSONAL', { length: 255 }) address!: string;
  @Text('PERSONAL', { length: 255 }) apt!: string;
  @Text('PERSONAL', { length: 255 }) city!: string;
  @Text('PERSONAL', { length: 255 }) state!: string;
  @Text('PERSONAL', { length: 255 }) zip!: string;
  @Text('PERSONAL', { length: 255 }) country!: string;
  @Text('PERSONAL', { length: 255 }) phone!: string;
  // Room for whole percents: some rows hold 10.25 where others hold 0.1025.
  @Decimal('INTERNAL', { precision: 6, scale: 4 }) taxRate!: string;
  @Flag('INTERNAL') valid!: boolean;
  @Text('PERSONAL', { length: 255, nullable: true }) sqCustomerId!: string | null;
  @Flag('INTERNAL') emails!: boolean;
}
