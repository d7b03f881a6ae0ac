import { Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { StoredFile } from './stored-file';

@NewTable('order_files', 'One file that belongs to one order.')
export class OrderFile {
  @NewId() id!: string;
  // Not unique: a row is matched by its pair of order and file.
  @Integer('INTERNAL', { indexed: true }) legacyFileId!: string;
  @Integer('INTERNAL') legacyInstructionId!: string;
  @Text('INTERNAL', { nullable: true }) category!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Uuid('INTERNAL') fileId!: string;
  @Parent(() => StoredFile, 'fileId') file?: StoredFile | null;
  // The legacy number, not the extension that files keeps under the same name.
  @Integer('INTERNAL', { nullable: true }) fileType!: string | null;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Uuid('INTERNAL') orderId!: string;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Json('HEALTH', { nullable: true }) parameters!: string | null;
  // The ids of the legacy product and record, never replaced by those of this side.
  @Integer('INTERNAL', { nullable: true }) productId!: string | null;
  @Integer('INTERNAL', { nullable: true }) recordId!: string | null;
  @Integer('INTERNAL', { nullable: true }) status!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
  @Instant('INTERNAL', { nullable: true }) uploadedAt!: string | null;
}
