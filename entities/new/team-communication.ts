import { Enum, Flag, Instant, Integer, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { TEAM_COMMUNICATION_TYPE } from './enums';
import { Order } from './order';
import { Profile } from './profile';
import { Project } from './project';
import { Task } from './task';
import { Team } from './team';

@NewTable('team_communications', 'A message to a team of the lab, sometimes with an approval attached.')
export class TeamCommunication {
  @NewId() id!: string;
  // Not unique: the constraint was dropped, which is how a row could be loaded twice.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyRecordId!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) approvalRequired!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) approvedAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) approvedBy!: string | null;
  @Parent(() => Profile, 'approvedBy') approver?: Profile | null;
  @Uuid('INTERNAL') authorId!: string;
  @Parent(() => Profile, 'authorId') author?: Profile | null;
  @Text('HEALTH') body!: string;
  @Enum('team_communication_type', TEAM_COMMUNICATION_TYPE, 'INTERNAL') communicationType!: string;
  @Instant('INTERNAL', { default: 'now()' }) createdAt!: string;
  @Text('PUBLIC', { nullable: true }) department!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isBroadcast!: boolean | null;
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Uuid('INTERNAL', { nullable: true }) projectId!: string | null;
  @Parent(() => Project, 'projectId') project?: Project | null;
  @Text('HEALTH', { nullable: true }) subject!: string | null;
  @Uuid('INTERNAL', { nullable: true }) taskId!: string | null;
  @Parent(() => Task, 'taskId') task?: Task | null;
  @Uuid('INTERNAL', { nullable: true }) teamId!: string | null;
  @Parent(() => Team, 'teamId') team?: Team | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) triggersWorkflow!: boolean | null;
  @Text('INTERNAL', { nullable: true }) visibility!: string | null;
  @Text('INTERNAL', { nullable: true }) workflowAction!: string | null;
}
