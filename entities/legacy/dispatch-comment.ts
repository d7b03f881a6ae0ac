import { Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';
import { DispatchPlan } from './dispatch-plan';

@LegacyTable('dispatch_comment', 'One contribution to the discussion of a plan.')
export class DispatchComment {
  @LegacyId() id!: string;
  @Instant('INTERNAL') createdAt!: string;
  @Text('HEALTH') text!: string;
  @Integer('INTERNAL', { nullable: true }) authorId!: string | null;
  @Parent(() => AuthUser, 'authorId') author?: AuthUser | null;
  @Integer('INTERNAL') planId!: string;
  @Parent(() => DispatchPlan, 'planId') plan?: DispatchPlan | null;
}
