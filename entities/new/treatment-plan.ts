import { Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { Project } from './project';

@NewTable('treatment_plans', 'A plan of a treatment, or a revision of one.')
export class TreatmentPlan {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyInstructionId!: string | null;
  // Not unique: the constraint was dropped, which is how a row could be loaded twice.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyPlanId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // Left empty by the migration; no source says which table this and the patient's id point at.
  @Uuid('INTERNAL', { nullable: true }) doctorId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isOriginal!: boolean | null;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Uuid('INTERNAL', { nullable: true }) patientId!: string | null;
  @Text('HEALTH', { nullable: true }) planName!: string | null;
  @Text('HEALTH', { nullable: true }) planNotes!: string | null;
  @Integer('INTERNAL', { nullable: true }) planNumber!: string | null;
  // Not unique either: several plans may share one project.
  @Uuid('INTERNAL') projectId!: string;
  @Parent(() => Project, 'projectId') project?: Project | null;
  @Integer('INTERNAL', { nullable: true }) revisionCount!: string | null;
  @Text('HEALTH', { nullable: true }) treatmentType!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
