import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { Patient } from '../../entities/new/patient';
import { mapping } from '../declaration';
import { copy, date, flag, instant, integer } from '../rules/copy';
import { ignoredAll } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { doctors } from './doctors';
import { offices } from './offices';
import { profiles } from './profiles';
import { gender, numbered, whenLoaded } from './shared';

export const patients = mapping({
  name: 'patients',
  system: 'Users',
  title: 'Patients',
  description: 'The treatment file of every patient: who treats them, where, and how far along they are.',
  legacy: { entity: DispatchPatient },
  new: { entity: Patient, key: 'legacyPatientId' },
  rules: {
    legacyPatientId: integer('id'),
    legacyUserId: integer('userId'),
    profileId: reference('userId', () => profiles),
    // Known defect: the August load looked doctors and offices up by a wrong name and left both NULL.
    primaryDoctorId: reference('doctorId', () => doctors),
    assignedOfficeId: reference('officeId', () => offices),
    // The sources say account id or patient id; the patient's own id keeps the number unique.
    patientNumber: numbered('PAT-', 'id'),
    // The correction that followed the August load, which had made everybody active.
    status: map(
      'status',
      { 1: 'active', 2: 'on_hold', 4: 'active', 10: 'archived' },
      { otherwise: 'active', absent: 'active' },
    ),
    sex: gender('sex'),
    dateOfBirth: date('birthdate'),
    suffix: copy('suffix'),
    schemes: copy('schemes'),
    archived: flag('archived'),
    suspended: flag('suspended'),
    enrolledAt: instant('submittedAt'),
    ...ignoredAll(
      'no load filled it for certain; the schemes stand beside it as text and on the profile as a document',
      ['insuranceInfo', 'medicalHistory'],
    ),
    ...whenLoaded('updatedAt'),
  },
});
