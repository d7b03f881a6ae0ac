import { Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { Shipment } from './shipment';

@NewTable('system_messages', 'A notification that the system itself sent.')
export class SystemMessage {
  @NewId() id!: string;
  // Not unique: nothing but the load kept a notification from coming twice.
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyRecordId!: string | null;
  @Text('INTERNAL', { nullable: true }) barcode!: string | null;
  @Text('INTERNAL', { nullable: true }) carrier!: string | null;
  @Instant('INTERNAL', { default: 'now()' }) createdAt!: string;
  @Text('INTERNAL', { nullable: true }) messageCode!: string | null;
  // Names sender and recipient and keeps the legacy context, which has no fixed shape.
  @Json('HEALTH') messageData!: string;
  @Text('INTERNAL') messageType!: string;
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) processed!: boolean | null;
  @Instant('INTERNAL', { nullable: true }) processedAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) shipmentId!: string | null;
  @Parent(() => Shipment, 'shipmentId') shipment?: Shipment | null;
  @Text('INTERNAL') sourceSystem!: string;
  @Text('INTERNAL', { nullable: true }) trackingNumber!: string | null;
}
