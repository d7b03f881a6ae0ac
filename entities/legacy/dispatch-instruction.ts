import { Decimal, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchCourse } from './dispatch-course';
import { DispatchJaw } from './dispatch-jaw';
import { DispatchPatient } from './dispatch-patient';

// The legacy table named dispatch_order is empty: orders live here. Doctor and office come through the patient.
@LegacyTable('dispatch_instruction', 'An order that a doctor placed with the lab for one patient.')
export class DispatchInstruction {
  @LegacyId() id!: string;
  @Integer('INTERNAL') patientId!: string;
  @Parent(() => DispatchPatient, 'patientId') patient?: DispatchPatient | null;
  @Integer('INTERNAL', { nullable: true }) courseId!: string | null;
  @Parent(() => DispatchCourse, 'courseId') course?: DispatchCourse | null;
  // A sequence number, not a reference. A reserved word in SQL: quote it.
  @Integer('INTERNAL') order!: string;
  @Integer('INTERNAL', { nullable: true }) model!: string | null;
  @Integer('INTERNAL', { nullable: true }) scanner!: string | null;
  @Integer('INTERNAL', { nullable: true }) upperJawId!: string | null;
  @Parent(() => DispatchJaw, 'upperJawId') upperJaw?: DispatchJaw | null;
  @Integer('INTERNAL', { nullable: true }) lowerJawId!: string | null;
  @Parent(() => DispatchJaw, 'lowerJawId') lowerJaw?: DispatchJaw | null;
  @Text('HEALTH') notes!: string;
  @Text('HEALTH') scannerNotes!: string;
  // JSON kept as text; '{}' is how an empty value is written.
  @Text('HEALTH') exports!: string;
  @Text('HEALTH') conditions!: string;
  @Text('HEALTH') complaint!: string;
  @Text('HEALTH') objective!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) price!: string | null;
  @Integer('INTERNAL') status!: string;
  @Flag('INTERNAL') cbct!: boolean;
  @Flag('INTERNAL', { nullable: true }) acceptExtraction!: boolean | null;
  @Flag('INTERNAL', { nullable: true }) comprehensive!: boolean | null;
  @Flag('INTERNAL') deleted!: boolean;
  @Text('PERSONAL', { length: 10 }) suffix!: string;
  @Instant('INTERNAL', { nullable: true }) submittedAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) updatedAt!: string | null;
}
