import { BigInteger, Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Order } from './order';
import { Profile } from './profile';

@NewTable('files', 'A file that the lab keeps.')
export class StoredFile {
  @NewId() id!: string;
  @Integer('INTERNAL', { nullable: true, unique: true }) legacyFileId!: string | null;
  @Text('INTERNAL', { nullable: true }) checksum!: string | null;
  @BigInteger('INTERNAL', { nullable: true }) fileSizeBytes!: string | null;
  @Text('INTERNAL', { nullable: true }) fileType!: string | null;
  // The key under which the storage holds the file.
  @Uuid('INTERNAL', { unique: true }) fileUid!: string;
  // Named by people, often after the patient.
  @Text('PERSONAL') filename!: string;
  // Keeps the legacy description and parameters, which may speak of the treatment.
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Text('INTERNAL', { nullable: true }) mimeType!: string | null;
  @Uuid('INTERNAL', { nullable: true }) orderId!: string | null;
  @Parent(() => Order, 'orderId') order?: Order | null;
  @Text('INTERNAL', { nullable: true }) storagePath!: string | null;
  @Instant('INTERNAL', { nullable: true }) uploadedAt!: string | null;
  @Uuid('INTERNAL', { nullable: true }) uploadedBy!: string | null;
  @Parent(() => Profile, 'uploadedBy') uploader?: Profile | null;
}
