import { Enum, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Uuid } from '../column';
import { ORDER_STATUS } from './enums';
import { Order } from './order';
import { Profile } from './profile';

@NewTable('order_states', 'One change of the status of an order.')
export class OrderState {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyStateId!: string | null;
  @Uuid('INTERNAL', { nullable: true }) actorId!: string | null;
  @Parent(() => Profile, 'actorId') actor?: Profile | null;
  @Instant('INTERNAL', { nullable: true }) changedAt!: string | null;
  // The state before it of the same order, so it is empty on the first one.
  @Enum('order_status', ORDER_STATUS, 'INTERNAL', { nullable: true }) fromStatus!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  // The load kept the legacy status here, which tells as much as the statuses beside it.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Enum('order_status', ORDER_STATUS, 'INTERNAL') toStatus!: string;
}
