import { BigInteger, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { PROJECT_STATUS, PROJECT_TYPE } from './enums';
import { Order } from './order';
import { Profile } from './profile';

@NewTable('projects', 'A design or a file of a treatment that people in the lab work on.')
export class Project {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true }) legacyPlanId!: string | null;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyProjectId!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  // Required, so a project whose creator did not come over belongs to the profile of the system.
  @Uuid('INTERNAL') creatorId!: string;
  @Parent(() => Profile, 'creatorId') creator?: Profile | null;
  @BigInteger('INTERNAL', { nullable: true }) fileSizeBytes!: string | null;
  @Uuid('INTERNAL', { nullable: true }) fileUid!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isOriginal!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isPublic!: boolean | null;
  // Without a fixed shape, so it may repeat what is said about the plan.
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Text('INTERNAL', { nullable: true }) mimeType!: string | null;
  // Named by people, often after the patient.
  @Text('PERSONAL') name!: string;
  // Left empty by the migration: the legacy project knows no order.
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Text('HEALTH', { nullable: true }) planNotes!: string | null;
  @Integer('INTERNAL', { nullable: true }) planNumber!: string | null;
  @Enum('project_type', PROJECT_TYPE, 'INTERNAL') projectType!: string;
  @Enum('project_status', PROJECT_STATUS, 'INTERNAL', { default: "'draft'" }) status!: string;
  @Text('INTERNAL', { nullable: true }) storagePath!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
