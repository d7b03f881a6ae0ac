import { DispatchOfficeDoctors } from '../../entities/legacy/dispatch-office-doctors';
import { DoctorOffice } from '../../entities/new/doctor-office';
import { companion, mapping } from '../declaration';
import { constant, derived } from '../rules/made';
import { reference } from '../rules/reference';
import { offices } from './offices';
import { profiles } from './profiles';
import { whenLoaded } from './shared';

export const doctorOffices = mapping({
  name: 'doctorOffices',
  system: 'Users',
  title: 'Offices of doctors',
  description: 'Which doctor works in which office. The first one is the main office.',
  legacy: {
    entity: DispatchOfficeDoctors,
    companions: {
      // The doctor's first office that was migrated at all, as for the main office of the doctor's own record.
      first: companion(DispatchOfficeDoctors, 'userId', { of: 'userId', where: { 'office.valid': 'true' } }),
    },
  },
  new: { entity: DoctorOffice, key: ['doctorId', 'officeId'] },
  rules: {
    // The profile, not the row in doctors: the deployed schema has no foreign key, and one script of two took the other.
    doctorId: reference('userId', () => profiles, {
      eligible: { where: { profileType: 'doctor' }, because: 'only doctors work in an office' },
    }),
    officeId: reference('officeId', () => offices),
    // One of two scripts; the other one left every row false.
    isPrimary: derived(['id', 'first.id'], `true for the doctor's first office`, (id, first) => String(id === first)),
    isActive: constant('true', 'the legacy side keeps no office that a doctor has left'),
    ...whenLoaded('createdAt'),
  },
});
