import { Decimal, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchPayment } from './dispatch-payment';

@LegacyTable('dispatch_operation', 'One charge or refund that belongs to a payment.')
export class DispatchOperation {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) type!: string | null;
  @Instant('INTERNAL', { nullable: true }) madeAt!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) price!: string;
  @Text('INTERNAL', { length: 255 }) sqOrderId!: string;
  @Text('INTERNAL', { length: 255 }) sqPaymentId!: string;
  @Text('INTERNAL', { length: 255 }) sqRefundId!: string;
  @Text('INTERNAL', { length: 255 }) cardBrand!: string;
  @Text('PERSONAL', { length: 255 }) cardBin!: string;
  @Text('PERSONAL', { length: 255 }) cardLast!: string;
  @Flag('INTERNAL') officeCard!: boolean;
  @Integer('INTERNAL') paymentId!: string;
  @Parent(() => DispatchPayment, 'paymentId') payment?: DispatchPayment | null;
  @Integer('INTERNAL') attempts!: string;
}
