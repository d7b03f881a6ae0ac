import { Decimal, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Doctor } from './doctor';
import { COURSE_TYPE, ORDER_STATUS } from './enums';
import { Office } from './office';
import { Patient } from './patient';

@NewTable('orders', 'An order that a doctor placed with the lab for one patient.')
export class Order {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyInstructionId!: string | null;
  @Decimal('INTERNAL', { nullable: true }) amount!: string | null;
  @Instant('INTERNAL', { nullable: true }) approvedAt!: string | null;
  @Text('HEALTH', { nullable: true }) complaint!: string | null;
  @Enum('course_type', COURSE_TYPE, 'INTERNAL') courseType!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) deleted!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) deletedAt!: string | null;
  @Uuid('INTERNAL') doctorId!: string;
  @Parent(() => Doctor, 'doctorId') doctor?: Doctor | null;
  @Json('HEALTH', { nullable: true }) exports!: string | null;
  // Keeps the legacy columns that have no column here, clinical texts among them.
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Text('HEALTH', { nullable: true }) notes!: string | null;
  @Uuid('INTERNAL', { nullable: true }) officeId!: string | null;
  @Parent(() => Office, 'officeId') office?: Office | null;
  // Begins with the patient's suffix, so it is as personal as the suffix.
  @Text('PERSONAL', { unique: true }) orderNumber!: string;
  @Uuid('INTERNAL') patientId!: string;
  @Parent(() => Patient, 'patientId') patient?: Patient | null;
  @Instant('INTERNAL', { nullable: true }) shippedAt!: string | null;
  @Enum('order_status', ORDER_STATUS, 'INTERNAL', { default: "'no_product'" }) status!: string;
  @Instant('INTERNAL', { nullable: true }) submittedAt!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
