import { CalendarDate, Decimal, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';

@LegacyTable('dispatch_doctorsetting', 'Preferences and terms of a doctor; an account with such a row is a doctor.')
export class DispatchDoctorsetting {
  @LegacyId() id!: string;
  @Integer('INTERNAL') userId!: string;
  @Parent(() => AuthUser, 'userId') user?: AuthUser | null;
  @Text('HEALTH') clinicalPreferences!: string;
  @Text('PERSONAL', { length: 255, nullable: true }) sqCustomerId!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) promisedPayment!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) credit!: string | null;
  @CalendarDate('INTERNAL', { nullable: true }) tierFinish!: string | null;
  @Integer('INTERNAL', { nullable: true }) tierType!: string | null;
  @Flag('INTERNAL', { nullable: true }) installmentPayments!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) baaAgreedAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) eulaAgreedAt!: string | null;
  @Flag('INTERNAL', { nullable: true }) companyAccount!: boolean | null;
}
