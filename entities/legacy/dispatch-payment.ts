import { Decimal, Flag, Instant, Integer, LegacyId, LegacyTable, Parent, Text } from '../column';
import { AuthUser } from './auth-user';
import { DispatchInstruction } from './dispatch-instruction';
import { DispatchOffice } from './dispatch-office';

@LegacyTable('dispatch_payment', 'What is owed and was paid for one order; the card transactions are its operations.')
export class DispatchPayment {
  @LegacyId() id!: string;
  @Instant('INTERNAL', { nullable: true }) madeAt!: string | null;
  @Flag('INTERNAL') free!: boolean;
  @Decimal('INTERNAL', { precision: 6, scale: 4 }) taxRate!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) taxValue!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) paidPrice!: string;
  @Integer('INTERNAL', { nullable: true }) instructionId!: string | null;
  @Parent(() => DispatchInstruction, 'instructionId') instruction?: DispatchInstruction | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) usedCredit!: string;
  @Flag('INTERNAL') canceled!: boolean;
  @Flag('INTERNAL') paid!: boolean;
  @Decimal('INTERNAL', { precision: 10, scale: 2, nullable: true }) customPrice!: string | null;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) subtotalPrice!: string;
  @Integer('INTERNAL', { nullable: true }) doctorId!: string | null;
  @Parent(() => AuthUser, 'doctorId') doctor?: AuthUser | null;
  @Integer('INTERNAL', { nullable: true }) officeId!: string | null;
  @Parent(() => DispatchOffice, 'officeId') office?: DispatchOffice | null;
  // Points at dispatch_order, which is empty; the order is the instruction.
  @Integer('INTERNAL', { nullable: true }) orderId!: string | null;
  // JSON kept as text; both '[]' and '{}' stand for none.
  @Text('INTERNAL') installments!: string;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) additionalPrice!: string;
  @Flag('INTERNAL') netsuite!: boolean;
  @Decimal('INTERNAL', { precision: 10, scale: 2 }) totalPrice!: string;
}
