import { AuthUser } from '../../entities/legacy/auth-user';
import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { Profile } from '../../entities/new/profile';
import { companion, mapping } from '../declaration';
import { copy, date, flag, instant, integer } from '../rules/copy';
import { asJson, document } from '../rules/document';
import { constant, derived, ignored } from '../rules/made';
import { emailAddress, gender, personName, whenLoaded, whenPresent } from './shared';

export const profiles = mapping({
  name: 'profiles',
  system: 'Users',
  title: 'Profiles',
  description:
    'Everybody with an account, whatever they do: the record that notes, payments and files refer to people by.',
  legacy: { entity: AuthUser, companions: { patient: companion(DispatchPatient, 'userId') } },
  new: { entity: Profile, key: 'legacyUserId' },
  rules: {
    legacyUserId: integer('id'),
    legacyPatientId: integer('patient.id'),
    // The August order of tests; in November the groups of the account decided instead.
    profileType: derived(
      ['patient.id', 'isSuperuser', 'isStaff'],
      'patient with a patient file, else master for a superuser, else technician for staff, else doctor',
      (patient, isSuperuser, isStaff) => {
        if (patient !== null) return 'patient';
        if (isSuperuser === 'true') return 'master';
        return isStaff === 'true' ? 'technician' : 'doctor';
      },
    ),
    firstName: personName('firstName'),
    lastName: personName('lastName'),
    email: emailAddress('email'),
    username: copy('username'),
    passwordHash: copy('password'),
    // Known defect: the August load wrote the digits of the e-mail address here.
    phone: constant(null, 'the legacy side holds no telephone number of a person'),
    dateOfBirth: date('patient.birthdate'),
    gender: gender('patient.sex'),
    patientSuffix: copy('patient.suffix'),
    medicalHistory: whenPresent('patient.id', document({ legacy_schemes: asJson('patient.schemes') })),
    isActive: flag('isActive'),
    isVerified: constant('false', 'nobody was verified by being migrated'),
    archived: flag('patient.archived', { absent: 'false' }),
    suspended: flag('patient.suspended', { absent: 'false' }),
    lastLoginAt: instant('lastLogin'),
    insuranceInfo: ignored('the legacy side knows no insurance; some loads wrote an empty document, some NULL'),
    metadata: ignored('notes of the load'),
    ...whenLoaded('createdAt', 'updatedAt'),
  },
});
