import { BigInteger, Instant, Integer, LegacyId, LegacyTable, Parent, Text, Uuid } from '../column';
import { DispatchInstruction } from './dispatch-instruction';
import { DispatchProduct } from './dispatch-product';
import { DispatchRecord } from './dispatch-record';

@LegacyTable('dispatch_file', 'A stored file: part of an order, attached to a message, or neither.')
export class DispatchFile {
  @LegacyId() id!: string;
  @Uuid('INTERNAL') uid!: string;
  // Files are often named after their patient.
  @Text('PERSONAL', { length: 255 }) name!: string;
  @Text('INTERNAL', { length: 255 }) ext!: string;
  @BigInteger('INTERNAL') size!: string;
  @Integer('INTERNAL') type!: string;
  @Integer('INTERNAL', { nullable: true }) instructionId!: string | null;
  @Parent(() => DispatchInstruction, 'instructionId') instruction?: DispatchInstruction | null;
  @Instant('INTERNAL') createdAt!: string;
  @Text('HEALTH') description!: string;
  @Integer('INTERNAL', { nullable: true }) productId!: string | null;
  @Parent(() => DispatchProduct, 'productId') product?: DispatchProduct | null;
  // JSON kept as text.
  @Text('HEALTH') parameters!: string;
  // Set on attachments; the table dispatch_record_attachments is empty.
  @Integer('INTERNAL', { nullable: true }) recordId!: string | null;
  @Parent(() => DispatchRecord, 'recordId') record?: DispatchRecord | null;
  @Integer('INTERNAL') status!: string;
}
