import { Decimal, Flag, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { DispatchPayment } from './dispatch-payment';
import { DispatchProduct } from './dispatch-product';

@LegacyTable('dispatch_ware', 'One line of a payment: what is charged for, how often and at which price.')
export class DispatchWare {
  @LegacyId() id!: string;
  @Integer('INTERNAL', { nullable: true }) paymentId!: string | null;
  @Parent(() => DispatchPayment, 'paymentId') payment?: DispatchPayment | null;
  @Integer('INTERNAL', { nullable: true }) productId!: string | null;
  @Parent(() => DispatchProduct, 'productId') product?: DispatchProduct | null;
  // Points at dispatch_purchase, which is not mirrored: nothing was migrated from it.
  @Integer('INTERNAL', { nullable: true }) purchaseId!: string | null;
  @Text('INTERNAL', { length: 255 }) name!: string;
  @Integer('INTERNAL') quantity!: string;
  @Text('INTERNAL') description!: string;
  @Flag('INTERNAL') free!: boolean;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) globalPrice!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) doctorPrice!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) basePrice!: string | null;
  @Integer('INTERNAL', { nullable: true }) discountPercent!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) discountValue!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) discountPrice!: string | null;
  @Text('INTERNAL', { nullable: true }) discountReason!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) totalPrice!: string;
}
