import { CalendarDate, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Doctor } from './doctor';
import { GENDER, PATIENT_STATUS_TYPE } from './enums';
import { Office } from './office';
import { Profile } from './profile';

@NewTable('patients', 'The treatment file of a person who is a patient.')
export class Patient {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyPatientId!: string | null;
  @Integer('INTERNAL', { nullable: true }) legacyUserId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) archived!: boolean | null;
  @Uuid('INTERNAL', { nullable: true }) assignedOfficeId!: string | null;
  @Parent(() => Office, 'assignedOfficeId') assignedOffice?: Office | null;
  @CalendarDate('PERSONAL', { nullable: true }) dateOfBirth!: string | null;
  @Instant('INTERNAL', { nullable: true }) enrolledAt!: string | null;
  @Json('HEALTH', { nullable: true }) insuranceInfo!: string | null;
  @Json('HEALTH', { nullable: true }) medicalHistory!: string | null;
  @Text('PERSONAL', { nullable: true }) patientNumber!: string | null;
  @Uuid('INTERNAL', { nullable: true }) primaryDoctorId!: string | null;
  @Parent(() => Doctor, 'primaryDoctorId') primaryDoctor?: Doctor | null;
  @Uuid('INTERNAL') profileId!: string;
  @Parent(() => Profile, 'profileId') profile?: Profile | null;
  // The legacy text as it was; medicalHistory holds the parsed form.
  @Text('HEALTH', { nullable: true }) schemes!: string | null;
  @Enum('gender', GENDER, 'PERSONAL', { nullable: true }) sex!: string | null;
  // Most labels tell how far a person's treatment is, which is more than the state of a record.
  @Enum('patient_status_type', PATIENT_STATUS_TYPE, 'PERSONAL', { nullable: true }) status!: string | null;
  @Text('PERSONAL', { nullable: true }) suffix!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) suspended!: boolean | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
