import { Decimal, Enum, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { PAYMENT_STATUS } from './enums';
import { Order } from './order';
import { Profile } from './profile';

@NewTable('payments', 'What was charged for one order.')
export class Payment {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyPaymentId!: string | null;
  @Decimal('INTERNAL') amount!: string;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Text('INTERNAL', { length: 3, nullable: true, default: "'USD'" }) currency!: string | null;
  @Text('INTERNAL', { nullable: true }) externalPaymentId!: string | null;
  @Json('INTERNAL', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  // The person's profile, not the row in patients that orders point at.
  @Uuid('INTERNAL', { nullable: true }) patientId!: string | null;
  @Parent(() => Profile, 'patientId') patient?: Profile | null;
  @Text('INTERNAL', { nullable: true }) paymentMethod!: string | null;
  @Instant('INTERNAL', { nullable: true }) processedAt!: string | null;
  @Enum('payment_status', PAYMENT_STATUS, 'INTERNAL', { default: "'pending'" }) status!: string;
  @Text('INTERNAL', { nullable: true }) transactionReference!: string | null;
}
