import { Decimal, Integer, LegacyId, LegacyTable, Parent } from '../column';
import { AuthUser } from './auth-user';
import { DispatchProduct } from './dispatch-product';

@LegacyTable('dispatch_offer', 'The prices of one product, for both jaws or one of them, as offered to a doctor.')
export class DispatchOffer {
  @LegacyId() id!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) priceBoth!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) priceUpper!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) priceLower!: string | null;
  @Integer('INTERNAL', { nullable: true }) doctorId!: string | null;
  @Parent(() => AuthUser, 'doctorId') doctor?: AuthUser | null;
  @Integer('INTERNAL') productId!: string;
  @Parent(() => DispatchProduct, 'productId') product?: DispatchProduct | null;
}
