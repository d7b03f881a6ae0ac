import { Decimal, Enum, Flag, Instant, Integer, Json, NewId, NewTable, Text } from '../column';
import { DISCOUNT_TYPE } from './enums';

@NewTable('discounts', 'A reduction of a price, for a time or a number of uses.')
export class Discount {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyDiscountId!: string | null;
  @Text('INTERNAL', { nullable: true }) code!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Integer('INTERNAL', { nullable: true }) currentUses!: string | null;
  @Enum('discount_type', DISCOUNT_TYPE, 'INTERNAL') discountType!: string;
  @Decimal('INTERNAL', { nullable: true }) fixedAmount!: string | null;
  @Flag('INTERNAL', { nullable: true, default: 'true' }) isActive!: boolean | null;
  @Integer('INTERNAL', { nullable: true }) maxUses!: string | null;
  // Without a fixed shape, so it may repeat the reason.
  @Json('PERSONAL', { nullable: true }) metadata!: string | null;
  @Decimal('INTERNAL', { nullable: true }) minimumOrderAmount!: string | null;
  // The reason that somebody typed, so it may name a person.
  @Text('PERSONAL') name!: string;
  @Decimal('INTERNAL', { nullable: true }) percentage!: string | null;
  @Instant('INTERNAL', { nullable: true }) validFrom!: string | null;
  @Instant('INTERNAL', { nullable: true }) validUntil!: string | null;
}
