import { Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';
import { DispatchFile } from './dispatch-file';
import { DispatchInstruction } from './dispatch-instruction';
import { DispatchPlan } from './dispatch-plan';
import { DispatchTemplate } from './dispatch-template';

@LegacyTable('dispatch_task', 'One step of the work on an order, made from a template.')
export class DispatchTask {
  @LegacyId() id!: string;
  @Flag('INTERNAL') checked!: boolean;
  @Integer('INTERNAL', { nullable: true }) fileId!: string | null;
  @Parent(() => DispatchFile, 'fileId') file?: DispatchFile | null;
  @Integer('INTERNAL', { nullable: true }) templateId!: string | null;
  @Parent(() => DispatchTemplate, 'templateId') template?: DispatchTemplate | null;
  @Instant('INTERNAL', { nullable: true }) doneAt!: string | null;
  @Text('HEALTH') text!: string;
  @Integer('INTERNAL', { nullable: true }) planId!: string | null;
  @Parent(() => DispatchPlan, 'planId') plan?: DispatchPlan | null;
  @Integer('INTERNAL', { nullable: true }) instructionId!: string | null;
  @Parent(() => DispatchInstruction, 'instructionId') instruction?: DispatchInstruction | null;
  @Integer('INTERNAL', { nullable: true }) actorId!: string | null;
  @Parent(() => AuthUser, 'actorId') actor?: AuthUser | null;
  @Integer('INTERNAL', { nullable: true }) jaw!: string | null;
  // Points at dispatch_order, which is empty; the order is the instruction.
  @Integer('INTERNAL', { nullable: true }) orderId!: string | null;
}
