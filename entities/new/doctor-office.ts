import { Flag, Instant, NewId, NewTable, Parent, Uuid } from '../column';
import { Office } from './office';
import { Profile } from './profile';

// No legacy key: a row is matched by its pair of doctor and office.
@NewTable('doctor_offices', 'One office that one doctor works in.')
export class DoctorOffice {
  @NewId() id!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // The profile of the doctor, not the row in doctors that orders point at. One load wrote the latter all the same.
  @Uuid('INTERNAL') doctorId!: string;
  @Parent(() => Profile, 'doctorId') doctor?: Profile | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isPrimary!: boolean | null;
  @Uuid('INTERNAL') officeId!: string;
  @Parent(() => Office, 'officeId') office?: Office | null;
}
