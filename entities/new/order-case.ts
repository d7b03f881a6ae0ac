import { Instant, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { PatientCase } from './patient-case';

// No legacy key: a row is matched by its pair of order and case.
@NewTable('order_cases', 'One order that belongs to one case.')
export class OrderCase {
  @NewId() id!: string;
  @Uuid('INTERNAL') caseId!: string;
  @Parent(() => PatientCase, 'caseId') case?: PatientCase | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Text('INTERNAL', { nullable: true }) relationshipType!: string | null;
}
