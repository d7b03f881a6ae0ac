import { Flag, Instant, Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthUser } from './auth-user';
import { DispatchInstruction } from './dispatch-instruction';

@LegacyTable('dispatch_state', 'One change of an order: a state that was switched on or off.')
export class DispatchState {
  @LegacyId() id!: string;
  @Integer('INTERNAL') status!: string;
  // A reserved word in SQL: quote it.
  @Flag('INTERNAL') on!: boolean;
  @Instant('INTERNAL') changedAt!: string;
  @Integer('INTERNAL', { nullable: true }) actorId!: string | null;
  @Parent(() => AuthUser, 'actorId') actor?: AuthUser | null;
  @Integer('INTERNAL') instructionId!: string;
  @Parent(() => DispatchInstruction, 'instructionId') instruction?: DispatchInstruction | null;
}
