import { Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchInstruction } from './dispatch-instruction';
import { DispatchProject } from './dispatch-project';

@LegacyTable('dispatch_plan', 'A proposed treatment for an order; several plans may share one project.')
export class DispatchPlan {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) instructionId!: string | null;
  @Parent(() => DispatchInstruction, 'instructionId') instruction?: DispatchInstruction | null;
  @Integer('INTERNAL') projectId!: string;
  @Parent(() => DispatchProject, 'projectId') project?: DispatchProject | null;
  @Text('HEALTH') notes!: string;
  @Integer('INTERNAL', { nullable: true }) number!: string | null;
  @Text('HEALTH', { length: 255 }) name!: string;
  @Flag('INTERNAL') original!: boolean;
}
