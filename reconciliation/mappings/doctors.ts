import { AuthUser } from '../../entities/legacy/auth-user';
import { DispatchDoctorsetting } from '../../entities/legacy/dispatch-doctorsetting';
import { DispatchOfficeDoctors } from '../../entities/legacy/dispatch-office-doctors';
import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { Doctor } from '../../entities/new/doctor';
import { companion, mapping } from '../declaration';
import { instant, integer } from '../rules/copy';
import { constant, ignored, ignoredAll } from '../rules/made';
import { reference } from '../rules/reference';
import { offices } from './offices';
import { profiles } from './profiles';
import { numbered, whenLoaded } from './shared';

export const doctors = mapping({
  name: 'doctors',
  system: 'Users',
  title: 'Doctors',
  description:
    'The professional file of everybody who orders from the lab: an account with doctor settings that is no patient.',
  legacy: {
    entity: AuthUser,
    companions: {
      settings: companion(DispatchDoctorsetting, 'userId', { presence: 'required' }),
      patient: companion(DispatchPatient, 'userId', { presence: 'absent' }),
      // The first office that was migrated at all; an invalid one never has a counterpart.
      officeLink: companion(DispatchOfficeDoctors, 'userId', { where: { 'office.valid': 'true' } }),
    },
  },
  new: { entity: Doctor, key: 'legacyUserId' },
  rules: {
    legacyUserId: integer('id'),
    legacyDoctorId: integer('id'),
    profileId: reference('id', () => profiles),
    primaryOfficeId: reference('officeLink.officeId', () => offices),
    doctorNumber: numbered('DOC-', 'id'),
    specialty: constant('orthodontics', 'the lab makes aligners only'),
    status: constant('active', 'leave and retirement are kept since the new system only'),
    isAcceptingPatients: constant('true', 'as the August load set it'),
    joinedPracticeAt: instant('dateJoined'),
    yearsExperience: ignored('counted up to the day of the load, so every load gives another number'),
    ...ignoredAll('the legacy side knows nothing of it; the October load put the same defaults into every row', [
      'consultationDurationMinutes',
      'followUpDurationMinutes',
      'languagesSpoken',
      'maxPatientLoad',
      'practiceType',
    ]),
    ...ignoredAll('the legacy side knows nothing of it; doctors fill it in the new system', [
      'acceptsInsurance',
      'bio',
      'boardCertifications',
      'consultationFee',
      'education',
      'licenseNumber',
      'licensedSince',
      'npiNumber',
      'paymentTerms',
      'professionalMemberships',
      'specialties',
      'workingHours',
    ]),
    ...whenLoaded('updatedAt'),
  },
});
