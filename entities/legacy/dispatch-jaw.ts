import { Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchProduct } from './dispatch-product';

// The instruction refers to its jaws; only from there is it known whether a jaw is the upper or the lower one.
@LegacyTable('dispatch_jaw', 'What an order asks for in one jaw.')
export class DispatchJaw {
  @LegacyId() id!: string;
  // One character, 0 or 1, for each of the sixteen teeth of a jaw.
  @Text('HEALTH', { length: 16 }) bondTeeth!: string;
  @Text('HEALTH', { length: 16 }) extractTeeth!: string;
  @Integer('INTERNAL', { nullable: true }) reason!: string | null;
  @Integer('INTERNAL', { nullable: true }) productId!: string | null;
  @Parent(() => DispatchProduct, 'productId') product?: DispatchProduct | null;
  @Flag('INTERNAL') labial!: boolean;
}
