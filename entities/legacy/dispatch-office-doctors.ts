import { Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthUser } from './auth-user';
import { DispatchOffice } from './dispatch-office';

@LegacyTable('dispatch_office_doctors', 'One doctor who works at one office.')
export class DispatchOfficeDoctors {
  // Also the order in which a doctor's offices were added: the lowest one is the doctor's first office.
  @LegacyId() id!: string;
  @Integer('INTERNAL') officeId!: string;
  @Parent(() => DispatchOffice, 'officeId') office?: DispatchOffice | null;
  @Integer('INTERNAL') userId!: string;
  @Parent(() => AuthUser, 'userId') user?: AuthUser | null;
}
