import {
  CalendarDate,
  Decimal,
  Enum,
  Flag,
  Instant,
  Integer,
  Json,
  NewId,
  NewTable,
  Parent,
  Text,
  Uuid,
} from '../column';
import { DOCTOR_STATUS_TYPE } from './enums';
import { Office } from './office';
import { Profile } from './profile';

@NewTable('doctors', 'The professional file of a person who treats patients and orders from the lab.')
export class Doctor {
  @NewId() id!: string;
  // Both keys hold the id of the account: the legacy side has no id of its own for doctors.
  @Integer('INTERNAL', { nullable: true }) legacyDoctorId!: string | null;
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyUserId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) acceptsInsurance!: boolean | null;
  @Text('PERSONAL', { nullable: true }) bio!: string | null;
  @Json('PERSONAL', { nullable: true }) boardCertifications!: string | null;
  @Integer('INTERNAL', { nullable: true }) consultationDurationMinutes!: string | null;
  @Decimal('INTERNAL', { nullable: true }) consultationFee!: string | null;
  @Text('PERSONAL', { nullable: true }) doctorNumber!: string | null;
  @Json('PERSONAL', { nullable: true }) education!: string | null;
  @Integer('INTERNAL', { nullable: true }) followUpDurationMinutes!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isAcceptingPatients!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) joinedPracticeAt!: string | null;
  @Json('PERSONAL', { nullable: true }) languagesSpoken!: string | null;
  @Text('PERSONAL', { nullable: true }) licenseNumber!: string | null;
  @CalendarDate('PERSONAL', { nullable: true }) licensedSince!: string | null;
  @Integer('INTERNAL', { nullable: true }) maxPatientLoad!: string | null;
  @Text('PERSONAL', { nullable: true }) npiNumber!: string | null;
  @Json('PERSONAL', { nullable: true }) paymentTerms!: string | null;
  @Text('INTERNAL', { nullable: true }) practiceType!: string | null;
  @Uuid('INTERNAL', { nullable: true }) primaryOfficeId!: string | null;
  @Parent(() => Office, 'primaryOfficeId') primaryOffice?: Office | null;
  @Json('PERSONAL', { nullable: true }) professionalMemberships!: string | null;
  @Uuid('INTERNAL') profileId!: string;
  @Parent(() => Profile, 'profileId') profile?: Profile | null;
  @Json('PERSONAL', { nullable: true }) specialties!: string | null;
  @Text('INTERNAL', { nullable: true }) specialty!: string | null;
  // Leave, suspension and retirement are facts about a person.
  @Enum('doctor_status_type', DOCTOR_STATUS_TYPE, 'PERSONAL', { nullable: true }) status!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
  @Json('PERSONAL', { nullable: true }) workingHours!: string | null;
  @Integer('PERSONAL', { nullable: true }) yearsExperience!: string | null;
}
