import { CalendarDate, Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchOffer } from './dispatch-offer';

@LegacyTable('dispatch_discount', 'A reduction of an offer, for a time or a number of uses.')
export class DispatchDiscount {
  @LegacyId() id!: string;
  @Integer('INTERNAL') percent!: string;
  // Typed by people, so it may name a person.
  @Text('PERSONAL') reason!: string;
  // How often it may be used; `used` is how often it was.
  @Integer('INTERNAL', { nullable: true }) count!: string | null;
  @CalendarDate('INTERNAL', { nullable: true }) start!: string | null;
  @CalendarDate('INTERNAL', { nullable: true }) finish!: string | null;
  @Flag('INTERNAL') total!: boolean;
  @Integer('INTERNAL') used!: string;
  @Integer('INTERNAL') offerId!: string;
  @Parent(() => DispatchOffer, 'offerId') offer?: DispatchOffer | null;
}
