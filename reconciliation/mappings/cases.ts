import { DispatchPatient } from '../../entities/legacy/dispatch-patient';
import { CASE_STATUS_TYPE } from '../../entities/new/enums';
import { PatientCase } from '../../entities/new/patient-case';
import { mapping } from '../declaration';
import { instant, integer } from '../rules/copy';
import { asFlag, asNumber, asText, document } from '../rules/document';
import { derived, generated, ignored, ignoredAll } from '../rules/made';
import { map } from '../rules/map';
import { reference } from '../rules/reference';
import { doctors } from './doctors';
import { offices } from './offices';
import { patients } from './patients';

/** The codes count the labels from 1, in the order of the enum. */
const STATUSES = Object.fromEntries(CASE_STATUS_TYPE.map((label, index) => [index + 1, label]));

export const cases = mapping({
  name: 'cases',
  system: 'Medical Records',
  title: 'Cases',
  description: 'The whole treatment of each patient, whatever orders it takes. The legacy side has patients only.',
  legacy: { entity: DispatchPatient },
  new: { entity: PatientCase, key: 'legacyPatientId' },
  rules: {
    legacyPatientId: integer('id'),
    patientId: reference('id', () => patients),
    // Known defect: the load gave cases of patients without a doctor to the first doctor in the table.
    primaryDoctorId: reference('doctorId', () => doctors),
    officeId: reference('officeId', () => offices),
    caseNumber: generated(['suffix', 'id'], `'CASE-', the patient's suffix, '-' and id`, (suffix, id) =>
      suffix === null ? null : `CASE-${suffix}-${id}`,
    ),
    status: map('status', STATUSES, { otherwise: 'consultation', absent: 'consultation' }),
    deleted: derived(['archived', 'suspended'], 'true when the patient is archived or suspended', (...flags) =>
      String(flags.includes('true')),
    ),
    // The load put its own time where the patient never submitted anything.
    createdAt: instant('submittedAt'),
    updatedAt: instant('updatedAt'),
    metadata: document({
      status: asNumber('status'),
      sex: asNumber('sex'),
      archived: asFlag('archived'),
      suspended: asFlag('suspended'),
      suffix: asText('suffix'),
      doctor_id: asNumber('doctorId'),
      user_id: asNumber('userId'),
    }),
    legacyInstructionId: ignored('a case is no single order; its orders are linked to it'),
    ...ignoredAll('the legacy side keeps nothing by case; it is filled in the new system', [
      'actualDurationMonths',
      'biteCorrectionMethod',
      'caseName',
      'cbctAvailable',
      'chiefComplaint',
      'clinicalConditions',
      'clinicalNotes',
      'complexity',
      'consultationDate',
      'deletedAt',
      'diagnosisDate',
      'estimatedDurationMonths',
      'extractionCompromise',
      'impressionsAvailable',
      'isComprehensive',
      'lowerTeethTreated',
      'malocclusionCategory',
      'photosAvailable',
      'treatmentEndDate',
      'treatmentNotes',
      'treatmentObjective',
      'treatmentStartDate',
      'upperTeethTreated',
    ]),
  },
});
