import { CalendarDate, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';
import { DispatchOffice } from './dispatch-office';

@LegacyTable('dispatch_patient', 'The treatment file of one patient, beside the account that the patient logs in with.')
export class DispatchPatient {
  @LegacyId() id!: string;
  @Integer('INTERNAL') userId!: string;
  @Parent(() => AuthUser, 'userId') user?: AuthUser | null;
  // An account, not a doctor's settings row: the legacy side has no table of doctors.
  @Integer('INTERNAL', { nullable: true }) doctorId!: string | null;
  @Parent(() => AuthUser, 'doctorId') doctor?: AuthUser | null;
  @Integer('INTERNAL', { nullable: true }) officeId!: string | null;
  @Parent(() => DispatchOffice, 'officeId') office?: DispatchOffice | null;
  @CalendarDate('PERSONAL', { nullable: true }) birthdate!: string | null;
  @Integer('PERSONAL', { nullable: true }) sex!: string | null;
  @Integer('PERSONAL', { nullable: true }) status!: string | null;
  @Flag('INTERNAL') archived!: boolean;
  @Flag('INTERNAL') suspended!: boolean;
  // JSON kept as text.
  @Text('HEALTH') schemes!: string;
  @Text('PERSONAL', { length: 10 }) suffix!: string;
  @Instant('INTERNAL', { nullable: true }) submittedAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) updatedAt!: string | null;
}
