import { CalendarDate, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Doctor } from './doctor';
import { CASE_COMPLEXITY_TYPE, CASE_STATUS_TYPE } from './enums';
import { Office } from './office';
import { Patient } from './patient';

@NewTable('cases', 'The whole treatment of one patient, whatever orders it takes.')
export class PatientCase {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyInstructionId!: string | null;
  // Not unique: nothing but the load holds it to one case for each patient.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyPatientId!: string | null;
  @Integer('HEALTH', { nullable: true }) actualDurationMonths!: string | null;
  @Text('HEALTH', { nullable: true }) biteCorrectionMethod!: string | null;
  // Free text, so it may name the patient.
  @Text('PERSONAL', { nullable: true }) caseName!: string | null;
  // Contains the patient's suffix, so it is as personal as the suffix.
  @Text('PERSONAL', { unique: true }) caseNumber!: string;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) cbctAvailable!: boolean | null;
  @Text('HEALTH', { nullable: true }) chiefComplaint!: string | null;
  @Text('HEALTH', { nullable: true }) clinicalConditions!: string | null;
  @Text('HEALTH', { nullable: true }) clinicalNotes!: string | null;
  @Enum('case_complexity_type', CASE_COMPLEXITY_TYPE, 'HEALTH', { nullable: true }) complexity!: string | null;
  @CalendarDate('HEALTH', { nullable: true }) consultationDate!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // The migration set it for archived and suspended patients, so it does not say that a case was removed.
  @Flag('INTERNAL', { nullable: true, default: 'false' }) deleted!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) deletedAt!: string | null;
  @CalendarDate('HEALTH', { nullable: true }) diagnosisDate!: string | null;
  @Integer('HEALTH', { nullable: true }) estimatedDurationMonths!: string | null;
  @Flag('HEALTH', { nullable: true, default: 'false' }) extractionCompromise!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) impressionsAvailable!: boolean | null;
  @Flag('HEALTH', { nullable: true, default: 'false' }) isComprehensive!: boolean | null;
  @Integer('HEALTH', { nullable: true }) lowerTeethTreated!: string | null;
  @Text('HEALTH', { nullable: true }) malocclusionCategory!: string | null;
  // Keeps the legacy patient's sex and suffix, among others.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL', { nullable: true }) officeId!: string | null;
  @Parent(() => Office, 'officeId') office?: Office | null;
  @Uuid('INTERNAL') patientId!: string;
  @Parent(() => Patient, 'patientId') patient?: Patient | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) photosAvailable!: boolean | null;
  // Required, so the migration took the first doctor of all where it did not find the patient's own.
  @Uuid('INTERNAL') primaryDoctorId!: string;
  @Parent(() => Doctor, 'primaryDoctorId') primaryDoctor?: Doctor | null;
  // The labels tell how far a person's treatment is, which is more than the state of a record.
  @Enum('case_status_type', CASE_STATUS_TYPE, 'PERSONAL', { nullable: true }) status!: string | null;
  @CalendarDate('HEALTH', { nullable: true }) treatmentEndDate!: string | null;
  @Text('HEALTH', { nullable: true }) treatmentNotes!: string | null;
  @Text('HEALTH', { nullable: true }) treatmentObjective!: string | null;
  @CalendarDate('HEALTH', { nullable: true }) treatmentStartDate!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
  @Integer('HEALTH', { nullable: true }) upperTeethTreated!: string | null;
}
