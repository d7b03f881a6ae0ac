import { Flag, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { Product } from './product';

@NewTable('jaws', 'What one order asks for on the upper or the lower jaw.')
export class Jaw {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyJawId!: string | null;
  // One character for each tooth: sixteen times 0 or 1.
  @Text('HEALTH', { nullable: true }) bondTeeth!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('HEALTH', { nullable: true }) extractTeeth!: string | null;
  // From which of its two columns the legacy order points at the jaw: upper or lower.
  @Text('HEALTH') jawType!: string;
  @Flag('HEALTH', { nullable: true, default: 'false' }) labial!: boolean | null;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Uuid('INTERNAL', { nullable: true }) productId!: string | null;
  @Parent(() => Product, 'productId') product?: Product | null;
  @Text('HEALTH', { nullable: true }) replacementReason!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
