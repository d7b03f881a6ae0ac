import { Instant, Integer, Json, NewId, NewTable, Parent, Text, Uuid } from '../column';
import { Message } from './message';
import { StoredFile } from './stored-file';

@NewTable('message_attachments', 'One file that is attached to one message.')
export class MessageAttachment {
  @NewId() id!: string;
  // None of the three is unique: a row is matched by its pair of message and file.
  @Integer('INTERNAL', { nullable: true }) legacyAttachmentId!: string | null;
  @Integer('INTERNAL', { nullable: true, indexed: true }) legacyFileId!: string | null;
  @Integer('INTERNAL', { nullable: true }) legacyRecordId!: string | null;
  @Text('INTERNAL', { nullable: true }) attachmentType!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) createdAt!: string | null;
  @Uuid('INTERNAL') fileId!: string;
  @Parent(() => StoredFile, 'fileId') file?: StoredFile | null;
  @Uuid('INTERNAL') messageId!: string;
  @Parent(() => Message, 'messageId') message?: Message | null;
  @Json('HEALTH', { nullable: true }) metadata!: string | null;
  @Instant('INTERNAL', { nullable: true, default: 'now()' }) updatedAt!: string | null;
}
