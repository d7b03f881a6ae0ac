import { Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { TASK_STATUS } from './enums';
import { Order } from './order';
import { Profile } from './profile';
import { Template } from './template';

@NewTable('tasks', 'One piece of work that an order needs in the lab.')
export class Task {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyTaskId!: string | null;
  @Text('PUBLIC', { nullable: true }) actionName!: string | null;
  @Instant('INTERNAL', { nullable: true }) approvedAt!: string | null;
  // The legacy side has no such time: the database filled in when the row was loaded.
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) assignedAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) assignedBy!: string | null;
  @Parent(() => Profile, 'assignedBy') assigner?: Profile | null;
  @Uuid('INTERNAL', { nullable: true }) assignedTo!: string | null;
  @Parent(() => Profile, 'assignedTo') assignee?: Profile | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) checked!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) completedAt!: string | null;
  @Text('HEALTH', { nullable: true }) description!: string | null;
  @Instant('INTERNAL', { nullable: true }) dueAt!: string | null;
  // The legacy number: 1 both jaws, 2 upper, 3 lower.
  @Integer('HEALTH', { nullable: true }) jawSpecification!: string | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Text('HEALTH', { nullable: true }) qualityNotes!: string | null;
  @Integer('INTERNAL', { nullable: true }) qualityScore!: string | null;
  @Instant('INTERNAL', { nullable: true }) startedAt!: string | null;
  @Enum('task_status', TASK_STATUS, 'INTERNAL', { default: "'pending'" }) status!: string;
  @Uuid('INTERNAL', { nullable: true }) templateId!: string | null;
  @Parent(() => Template, 'templateId') template?: Template | null;
  // A copy of the name, so the task keeps it when the template is renamed or missing.
  @Text('PUBLIC') templateName!: string;
}
