import { Instant, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';

// No legacy key: the legacy side has no shipments, each row was made from an order that was shipped.
@NewTable('shipments', 'A parcel that left the lab with the work of one order.')
export class Shipment {
  @NewId() id!: string;
  @Text('INTERNAL', { nullable: true }) carrier!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) deliveredAt!: string | null;
  // Without a fixed shape, so it may repeat the address.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Instant('INTERNAL', { nullable: true }) shippedAt!: string | null;
  @Json('PERSONAL', { nullable: true }) shippingAddress!: string | null;
  @Text('INTERNAL', { nullable: true }) trackingNumber!: string | null;
}
