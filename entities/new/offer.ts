import { Decimal, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';

@NewTable('offers', 'A price that a doctor was offered.')
export class Offer {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyOfferId!: string | null;
  @Instant('INTERNAL', { nullable: true }) acceptedAt!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('INTERNAL', { nullable: true }) description!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isAccepted!: boolean | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  // The greatest of the three legacy prices; metadata keeps all of them.
  @Decimal('INTERNAL') offerAmount!: string;
  // The legacy offer knows only a doctor: the migration took that doctor's latest order.
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
}
