import { Decimal, Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Payment } from './payment';

@NewTable('payment_operations', 'One charge or refund that belongs to a payment.')
export class PaymentOperation {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyOperationId!: string | null;
  @Decimal('INTERNAL') amount!: string;
  @Integer('INTERNAL', { nullable: true }) attemptCount!: string | null;
  @Text('PERSONAL', { nullable: true }) cardBin!: string | null;
  @Text('INTERNAL', { nullable: true }) cardBrand!: string | null;
  @Text('PERSONAL', { nullable: true }) cardLastFour!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'false' }) isOfficeCard!: boolean | null;
  // Without a fixed shape, so it may repeat what is known of the card.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Text('INTERNAL') operationType!: string;
  @Uuid('INTERNAL') paymentId!: string;
  @Parent(() => Payment, 'paymentId') payment?: Payment | null;
  @Instant('INTERNAL', { nullable: true }) processedAt!: string | null;
  @Text('INTERNAL', { nullable: true }) squareOrderId!: string | null;
  @Text('INTERNAL', { nullable: true }) squarePaymentId!: string | null;
  @Text('INTERNAL', { nullable: true }) squareRefundId!: string | null;
}
